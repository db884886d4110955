import { countNgrams, fitNgrams, ngramEncoder } from './ngrams.js';

it('counts words and pairs of neighbours, whatever their case, without single letters', () => {
  expect([...countNgrams('A ghost — the GHOST of Łódź')]).toEqual([
    ['ghost', 2],
    ['the', 1],
    ['ghost the', 1],
    ['the ghost', 1],
    ['of', 1],
    ['ghost of', 1],
    ['łódź', 1],
    ['of łódź', 1],
  ]);
});

it('keeps terms that enough texts have, the rarer the heavier', () => {
  const { terms, weights } = fitNgrams(['love war', 'love peace', 'love war'], 2);
  expect(terms).toEqual(['love', 'love war', 'war']);
  expect(weights).toEqual([1, 1.287682, 1.287682]); // ln(4/4) + 1 and ln(4/3) + 1
});

it('gives every text a row of the same length, and an unknown text an empty one', () => {
  const encode = ngramEncoder(fitNgrams(['love war', 'love peace', 'love war'], 1));
  for (const text of ['love', 'love war', 'war war war peace']) {
    expect(Math.hypot(...encode(text).values)).toBeCloseTo(30, 4);
  }
  expect(encode('nothing known').columns).toHaveLength(0);
});

it('damps a word that is said again and again', () => {
  const encode = ngramEncoder({ terms: ['love', 'war'], weights: [1, 1] });
  const { columns, values } = encode('war war war love');
  expect([...columns]).toEqual([0, 1]);
  expect(values[1]! / values[0]!).toBeCloseTo(1 + Math.log(3), 4);
});
