import { SplitScoreSchema } from '../../platform/scorecard.js';
import { scoreSplit } from './score-split.js';

const multiLabel = {
  labels: ['Drama', 'Western'],
  scores: Float32Array.of(0.9, 0.2, 0.8, 0.7, 0.3, 0.1, 0.2, 0.4, 0.6, 0.1, 0.1, 0.3),
  truth: Uint8Array.of(1, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0),
  decision: { kind: 'thresholds', thresholds: [0.5, 0.6] },
  trainFrequencies: [0.4, 0.1],
  task: 'multi-label',
  seed: 3,
} as const;

describe('scoreSplit', () => {
  it('says how each label does at its threshold', () => {
    expect(scoreSplit(multiLabel).perLabel).toEqual([
      { label: 'Drama', threshold: 0.5, precision: 2 / 3, recall: 1, f1: 0.8, auc: 1, support: 2 },
      { label: 'Western', threshold: 0.6, precision: 1, recall: 1, f1: 1, auc: 1, support: 1 },
    ]);
  });

  it('puts an interval around every figure, and the baseline beside it', () => {
    const { examples, metrics, baseline } = scoreSplit(multiLabel);
    expect(examples).toBe(6);
    expect(Object.keys(metrics)).toEqual(['macroAuc', 'meanAveragePrecision', 'microF1', 'macroF1']);
    expect(metrics.macroF1!.value).toBeCloseTo(0.9, 12);
    for (const { value, low, high } of Object.values(metrics)) {
      expect(low).toBeLessThanOrEqual(value);
      expect(high).toBeGreaterThanOrEqual(value);
    }
    expect(baseline.macroAuc).toBe(0.5);
    expect(baseline.macroF1).toBeCloseTo(((2 * 2) / (6 + 2) + (2 * 1) / (6 + 1)) / 2, 12);
  });

  it('says the same again with the same seed', () => {
    expect(scoreSplit(multiLabel)).toEqual(scoreSplit(multiLabel));
  });

  it('scores a binary task by balanced accuracy too, and by kind of example', () => {
    const { metrics, perKind } = scoreSplit({
      labels: ['poster'],
      scores: Float32Array.of(0.9, 0.8, 0.1, 0.6, 0.2),
      truth: Uint8Array.of(1, 1, 0, 0, 0),
      decision: { kind: 'thresholds', thresholds: [0.5] },
      trainFrequencies: [0.5],
      kinds: ['poster', 'poster', 'frame', 'frame', undefined],
      task: 'binary',
      seed: 3,
    });
    expect(metrics.balancedAccuracy!.value).toBeCloseTo((1 + 2 / 3) / 2, 12);
    expect(perKind).toEqual([
      { kind: 'frame', examples: 2, accuracy: 0.5 },
      { kind: 'poster', examples: 2, accuracy: 1 },
    ]);
  });

  it('scores one label of several by accuracy, with a confusion matrix, head by head', () => {
    const split = {
      labels: ['near', 'far', 'still', 'moving'],
      scores: Float32Array.of(0.7, 0.3, 0.1, 0.9, 0.2, 0.8, 0.6, 0.4, 0.6, 0.4, 0.5, 0.5),
      truth: Uint8Array.of(1, 0, 0, 1, 1, 0, 1, 0, 0, 1, 0, 0),
      decision: {
        kind: 'most-probable',
        heads: [
          { name: 'scale', columns: [0, 1] },
          { name: 'movement', columns: [2, 3] },
        ],
      },
      trainFrequencies: [0.6, 0.4, 0.1, 0.9],
      task: 'multi-class',
      seed: 3,
    } as const;
    const score = scoreSplit(split);
    expect(score.metrics.accuracy!.value).toBe((1 / 3 + 1) / 2); // of each head, not of all answers
    expect(score.baseline.accuracy).toBeCloseTo((2 / 3 + 1 / 2) / 2, 12); // always near, always moving
    expect(score.perHead.map(({ head, examples, metrics }) => [head, examples, metrics.accuracy!.value])).toEqual([
      ['scale', 3, 1 / 3],
      ['movement', 2, 1],
    ]);
    expect(score.perHead.map(({ baseline }) => baseline.accuracy)).toEqual([2 / 3, 1 / 2]);
    expect(score.confusionMatrices).toEqual([
      {
        head: 'scale',
        labels: ['near', 'far'],
        counts: [
          [1, 1],
          [1, 0],
        ],
      },
      {
        head: 'movement',
        labels: ['still', 'moving'],
        counts: [
          [1, 0],
          [0, 1],
        ],
      },
    ]);
    expect(score.perLabel[0]).toMatchObject({ label: 'near', head: 'scale', threshold: null });
    expect(SplitScoreSchema.parse(score)).toEqual(score);
  });

  it('leaves out what a split without any positive cannot say, and still fits the schema', () => {
    const score = scoreSplit({ ...multiLabel, truth: new Uint8Array(12) });
    expect(score.metrics).not.toHaveProperty('macroAuc');
    expect(score.perLabel.map(({ auc }) => auc)).toEqual([null, null]);
    expect(SplitScoreSchema.parse(score)).toEqual(score);
  });
});
