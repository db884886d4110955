import { ScorecardSchema } from '../../platform/scorecard.js';
import { writeScorecard } from './scorecard.js';

describe('writeScorecard', () => {
  it('scores both splits with the same thresholds and keeps what was left out', () => {
    const validation = { scores: Float32Array.of(0.9, 0.2, 0.7, 0.4), truth: Uint8Array.of(1, 0, 1, 0) };
    const test = { scores: Float32Array.of(0.3, 0.8, 0.6), truth: Uint8Array.of(1, 1, 0) };
    const scorecard = writeScorecard({
      family: 'plot-genre',
      version: '20261121T074500Z-1a2b3c4d',
      headline: 'macroAuc',
      labels: ['Drama'],
      labelsLeftOut: [{ label: 'Western', examples: 41 }],
      examplesLeftOut: { count: 1, first: [{ id: 'm1', reason: 'image is a damaged or truncated image' }] },
      crossValidation: { folds: 2, ...validation },
      similarity: null,
      decision: { kind: 'thresholds', thresholds: [0.5] },
      trainFrequencies: [0.5],
      task: 'multi-label',
      seed: 1,
      validation,
      test,
    });

    expect(scorecard.labelsLeftOut).toEqual([{ label: 'Western', examples: 41 }]);
    expect(scorecard.validation.metrics.macroF1!.value).toBe(1);
    expect(scorecard.test.metrics.macroF1!.value).toBe(0.5);
    expect(scorecard.crossValidation).toEqual({ ...scorecard.validation, folds: 2 });
    expect(scorecard.test.perLabel[0]!.threshold).toBe(0.5);
    expect(ScorecardSchema.parse(JSON.parse(JSON.stringify(scorecard)))).toEqual(scorecard);
    expect(Object.keys(scorecard)).not.toContain('trainFrequencies');
    expect(Object.keys(scorecard)).not.toContain('decision');
  });
});
