import { secondsOf } from './seconds-of.js';

const epochs = (phase: string, ...seconds: number[]) =>
  seconds.map((second, index) => ({
    ...{ epoch: index + 1, phase, loss: 0, validationLoss: 0, validationScore: 0 },
    endedAt: new Date(second * 1000).toISOString(),
  }));

it('counts neither an hour without a worker nor the features of a later phase', () => {
  const curve = [...epochs('head', 1, 2, 3, 3603, 3604), ...epochs('fine-tuning', 3700, 3710, 3720)];
  expect(secondsOf(curve)).toBe(5 * 1 + 3 * 10);
});

it('says nothing of a single epoch', () => {
  expect(secondsOf(epochs('head', 5))).toBe(0);
});
