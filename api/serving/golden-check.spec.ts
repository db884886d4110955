import { checkGolden } from './golden-check.js';

const golden = [{ feeds: {}, outputs: { probabilities: Float32Array.of(0.5, 0.25) } }];
const answering =
  (...values: readonly number[]) =>
  () =>
    Promise.resolve([{ probabilities: Float32Array.from(values) }]);

it('accepts what differs only by rounding', async () => {
  await expect(checkGolden(golden, answering(0.5005, 0.2499))).resolves.toBeUndefined();
});

it.each([
  ['another answer', [0.502, 0.25], /probabilities differs by 0.002/],
  ['no number', [NaN, 0.25], /differs by NaN/],
  ['fewer values', [0.5], /expected 2 values of probabilities, got 1/],
])('refuses %s', async (_what, values, message) => {
  await expect(checkGolden(golden, answering(...values))).rejects.toThrow(message);
});

it('refuses an answer of which nothing was recorded', async () => {
  const embedding = Float32Array.of(1);
  const answer = () => Promise.resolve([{ probabilities: Float32Array.of(0.5, 0.25), embedding }]);
  await expect(checkGolden(golden, answer)).rejects.toThrow('golden input 0: nothing was recorded of embedding');
});
