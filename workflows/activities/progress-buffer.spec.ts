import { ProgressBuffer } from './progress-buffer.js';

const detail = (text: string) => ({ detail: text, secondsLeft: null });
const epoch = (number: number) => ({
  detail: `epoch ${number}`,
  secondsLeft: 5,
  epoch: {
    ...{ epoch: number, epochs: 9, phase: 'head', loss: 1 / number, validationLoss: 1, validationScore: 0.7 },
    checkpoint: 'checkpoints/poster-genre/20261121T074500Z-1a2b3c4d/latest',
  },
});

function buffering() {
  let milliseconds = 0;
  const buffer = new ProgressBuffer(() => milliseconds);
  return { buffer, wait: (more: number) => (milliseconds += more) };
}

it('has nothing to say before a report and after it was taken', () => {
  const { buffer } = buffering();
  expect(buffer.isDue()).toBe(false);
  expect(buffer.take()).toBeUndefined();
  buffer.add(detail('reading'));
  expect(buffer.take()).toEqual({ detail: 'reading', secondsLeft: null, reports: [] });
  expect(buffer.take()).toBeUndefined();
});

it('speaks at most once a second, and then of the latest state and of every epoch', () => {
  const { buffer, wait } = buffering();
  buffer.add(detail('reading'));
  buffer.take();
  for (const number of [1, 2, 3]) buffer.add(epoch(number));
  wait(999);
  expect(buffer.isDue()).toBe(false);
  wait(1);
  expect(buffer.isDue()).toBe(true);
  const signal = buffer.take();
  expect(signal).toMatchObject({ detail: 'epoch 3', secondsLeft: 5, epochs: 9 });
  expect(signal?.reports.map((report) => report.epoch)).toEqual([1, 2, 3]);
  expect(signal?.reports[0]).not.toHaveProperty('checkpoint');
});

it('speaks so rarely in a long training that a day of it stays far below the history limit', () => {
  const { buffer, wait } = buffering();
  let signals = 0;
  for (let second = 0; second < 24 * 3600; second++) {
    wait(1000);
    buffer.add(detail(`second ${second}`));
    if (buffer.isDue() && buffer.take() !== undefined) signals++;
  }
  expect(signals).toBeGreaterThan(300);
  expect(signals).toBeLessThan(2000);
});

it('fits a payload also when every epoch of the longest training ended since it last spoke', () => {
  const { buffer } = buffering();
  for (let number = 1; number <= 1000; number++) buffer.add({ ...epoch(number), detail: `epoch ${number} of 1000` });
  const signal = buffer.take();
  expect(signal?.reports).toHaveLength(1000);
  expect(JSON.stringify(signal).length).toBeLessThan(256 * 1024);
});
