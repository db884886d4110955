import { mcnemar } from './mcnemar.js';

// from SciPy 1.x: binomtest(onlyFirst, onlyFirst + onlySecond, 0.5).pvalue
it.each([
  [1, 0, 1],
  [5, 1, 0.21875],
  [10, 2, 0.03857421875],
  [12, 12, 1],
  [30, 14, 0.022628841205914796],
  [3, 25, 2.744048833847046e-5],
  [121, 59, 4.4344492637551645e-6],
  [900, 1021, 0.006168779289892381],
])('says of %i against %i what SciPy says', (onlyFirst, onlySecond, p) => {
  expect(mcnemar(onlyFirst, onlySecond) / p).toBeCloseTo(1, 8);
  expect(mcnemar(onlySecond, onlyFirst)).toBe(mcnemar(onlyFirst, onlySecond));
});

it('shows no difference between two that disagree on nothing', () => {
  expect(mcnemar(0, 0)).toBe(1);
});
