import { drawPictures } from '../../evaluation/detection/drawn-pictures.contract.js';
import { compareBoxes } from './compare-boxes.js';

const pictures = drawPictures(23, 60, 3, 1000);
const truth = pictures.map((picture) => picture.truth);
const labels = ['cat', 'dog', 'fox'].map((label) => ({ label, threshold: 0.5 }));
const candidate = { labels, found: pictures.map(({ found }) => found) };
const request = { metric: 'meanAp50' as const, truth, seed: 1 };

it('finds no difference between a version and itself', () => {
  const { difference, labels: compared } = compareBoxes({ ...request, candidate, champion: candidate });
  expect(difference).toEqual({ value: 0, low: 0, high: 0 });
  expect(compared.map(({ candidateF1, championF1 }) => candidateF1 - championF1)).toEqual([0, 0, 0]);
});

it('sees that one finds what the other does not', () => {
  const perfect = { labels, found: truth.map((of) => of.map((object) => ({ ...object, confidence: 0.9 }))) };
  const { candidate: figure, difference } = compareBoxes({ ...request, candidate: perfect, champion: candidate });
  expect(figure).toBe(1);
  expect(difference.low).toBeGreaterThan(0.3);
});

it('compares what both know, whatever they call it by', () => {
  const renumbered = {
    labels: [{ label: 'owl', threshold: 0.5 }, ...labels.slice(0, 2)],
    found: candidate.found.map((of) => of.map((object) => ({ ...object, label: (object.label + 1) % 3 }))),
  };
  const comparison = compareBoxes({ ...request, candidate, champion: renumbered });
  expect(comparison.labels.map(({ label }) => label)).toEqual(['cat', 'dog']);
  expect(comparison.difference.value).toBe(0);
});

it('says that nothing can be said where no class is shared', () => {
  const other = { labels: [{ label: 'owl' }], found: truth.map(() => []) };
  expect(compareBoxes({ ...request, candidate, champion: other }).difference.value).toBeNaN();
});
