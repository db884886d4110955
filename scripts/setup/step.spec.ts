import { duration } from './step.mjs';

it.each([
  [0.04, '0.0 s'],
  [59.94, '59.9 s'],
  [59.97, '1 min 0 s'],
  [75.2, '1 min 15 s'],
  [119.7, '2 min 0 s'],
])('says %d s as people do', (seconds, text) => {
  expect(duration(seconds)).toBe(text);
});
