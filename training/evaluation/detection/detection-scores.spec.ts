import { chooseConfidences, meanBox, scoreDetections } from './detection-scores.js';
import { drawPictures } from './drawn-pictures.contract.js';

const labels = ['cat', 'dog', 'fox'];
const pictures = drawPictures(7, 30, 3, 1000);
const baseline = meanBox(pictures.flatMap(({ truth }) => truth));

it('gives each class the confidence at which its F1 is highest', () => {
  const thresholds = chooseConfidences(pictures, 3);
  const f1At = (confidences: readonly number[]) =>
    scoreDetections({ labels, pictures, thresholds: confidences, baseline, seed: 1 }).perLabel.map(({ f1 }) => f1);
  const best = f1At(thresholds);
  for (const other of [0.05, 0.2, 0.5, 0.8]) {
    f1At([other, other, other]).forEach((f1, label) => expect(f1).toBeLessThanOrEqual(best[label]!));
  }
});

it('scores a split with intervals, a baseline and every class', () => {
  const score = scoreDetections({ labels, pictures, thresholds: [0.5, 0.5, 0.5], baseline, seed: 1 });
  const { value, low, high } = score.metrics.meanAp50!;
  expect(value).toBeCloseTo(0.34543488731864835, 12);
  expect([low < value, value < high]).toEqual([true, true]);
  expect(score.baseline.meanAp50).toBeLessThan(value);
  expect(score.perLabel.map(({ averagePrecision }) => averagePrecision!.toFixed(6))).toEqual([
    '0.411332',
    '0.434129',
    '0.190843',
  ]);
  const support = score.perLabel.reduce((sum, label) => sum + label.support, 0);
  expect(support).toBe(pictures.flatMap(({ truth }) => truth).length);
});

it('guesses the commonest class where its objects are on average', () => {
  const box = (left: number, label: number) => ({ left, top: 0, right: left + 10, bottom: 10, label });
  expect(meanBox([box(0, 1), box(10, 1), box(90, 0)])).toEqual({ ...box(5, 1), confidence: 1 });
});
