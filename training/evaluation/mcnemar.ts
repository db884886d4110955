/**
 * McNemar's test of whether two classifiers err equally often, by the exact binomial distribution.
 * @param onlyFirst questions that only the first one answered rightly; likewise `onlySecond`
 * @returns the two-sided p value, 0 to 1; 1 where they disagree on nothing
 * @see McNemar 1947; equal to statsmodels' `mcnemar(…, exact=True)` and SciPy's `binomtest(onlyFirst, n, 0.5)`
 */
export function mcnemar(onlyFirst: number, onlySecond: number): number {
  const disagreements = onlyFirst + onlySecond;
  let logarithm = -disagreements * Math.LN2; // of the probability of 0 out of so many; 0.5 ** n itself is soon 0
  let tail = 0;
  for (let count = 0; count <= Math.min(onlyFirst, onlySecond); count++) {
    tail += Math.exp(logarithm);
    logarithm += Math.log((disagreements - count) / (count + 1));
  }
  return Math.min(1, 2 * tail);
}
