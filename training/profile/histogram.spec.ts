import { countsOf, histogramOf } from './histogram.js';

it('counts every value once, those beyond the range in its last bars', () => {
  const { edges, counts } = histogramOf([0, 0.1, 0.5, 1, 7], [0, 1]);
  expect([edges[0], edges.at(-1), edges.length]).toEqual([0, 1, 21]);
  expect([counts[0], counts[2], counts[10], counts[19]]).toEqual([1, 1, 1, 2]);
});

it('shows one bar where all are the same, and none where there is nothing', () => {
  expect(histogramOf([3, 3])).toEqual({ edges: [3, 3], counts: [2] });
  expect(histogramOf([])).toEqual({ edges: [], counts: [] });
});

it('keeps one far value from pressing all others into one bar', () => {
  const values = [...Array.from({ length: 200 }, (_, value) => value), 100_000];
  expect(histogramOf(values).edges.at(-1)).toBeLessThan(200);
});

it('has a bar for each whole number', () => {
  expect(countsOf([0, 2, 2, 3])).toEqual({ edges: [0, 1, 2, 3, 4], counts: [1, 0, 2, 1] });
});
