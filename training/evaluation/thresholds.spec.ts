import { Random } from '../random.js';
import { answers, balancedAccuracy, confusionByLabel, macroF1 } from './confusion.js';
import { everyExampleOnce } from './scored-examples.js';
import type { ScoredExamples } from './scored-examples.js';
import { chooseThresholds } from './thresholds.js';

/** Examples whose probabilities are honest: a label with frequency f is true as often as its score says. */
function honestExamples(examples: number, frequencies: readonly number[], seed: number): ScoredExamples {
  const random = new Random(seed);
  const scores = new Float32Array(examples * frequencies.length);
  for (let at = 0; at < scores.length; at++) {
    const odds = frequencies[at % frequencies.length]! * Math.exp(4 * (random.fraction() - 0.5));
    scores[at] = odds / (1 + odds);
  }
  const truth = Uint8Array.from(scores, (score) => (random.fraction() < score ? 1 : 0));
  return { scores, truth, labelCount: frequencies.length };
}

const macroF1At = (examples: ScoredExamples, thresholds: readonly number[]) =>
  macroF1(
    confusionByLabel(answers(examples, { kind: 'thresholds', thresholds }), examples, everyExampleOnce(examples)),
  );

describe('chooseThresholds', () => {
  it('finds the gap between what is true and what is not', () => {
    const scores = Float32Array.from({ length: 200 }, (_, row) => (row < 40 ? 0.3 + row / 1000 : 0.1 - row / 10000));
    const truth = Uint8Array.from(scores, (_, row) => (row < 40 ? 1 : 0));
    for (const task of ['multi-label', 'binary'] as const) {
      const [threshold] = chooseThresholds({ scores, truth, labelCount: 1 }, task);
      expect(threshold).toBeGreaterThan(0.1);
      expect(threshold).toBeLessThan(0.3);
    }
  });

  it('does better on unseen examples than one half for all, most of all for rare labels', () => {
    const frequencies = [0.6, 0.2, 0.05];
    const thresholds = chooseThresholds(honestExamples(400, frequencies, 1), 'multi-label');
    const unseen = honestExamples(4000, frequencies, 2);
    expect(macroF1At(unseen, thresholds)).toBeGreaterThan(macroF1At(unseen, [0.5, 0.5, 0.5]) + 0.05);
    expect(thresholds[2]).toBeLessThan(thresholds[0]!);
  });

  it('moves little when one of few positives changes its score by luck', () => {
    const validation = honestExamples(300, [0.04], 3);
    const [before] = chooseThresholds(validation, 'multi-label');
    const lucky = validation.scores.map((score, row) => (row === validation.truth.indexOf(1) ? 0.9 : score));
    const [after] = chooseThresholds({ ...validation, scores: lucky }, 'multi-label');
    expect(Math.abs(after! - before!)).toBeLessThan(0.05);
  });

  it('weighs both classes of a binary task the same, however unequal they are', () => {
    const validation = honestExamples(1000, [4], 4);
    const unseen = honestExamples(4000, [4], 5);
    const balancedAccuracyAt = (thresholds: readonly number[]) =>
      balancedAccuracy(
        confusionByLabel(answers(unseen, { kind: 'thresholds', thresholds }), unseen, everyExampleOnce(unseen))[0]!,
      );
    expect(balancedAccuracyAt(chooseThresholds(validation, 'binary'))).toBeGreaterThan(balancedAccuracyAt([0.5]));
  });

  it('falls back to one half for a label without positives, and says the same twice', () => {
    const validation = honestExamples(100, [0.3, 0.3], 6);
    const truth = validation.truth.map((value, at) => (at % 2 === 1 ? 0 : value));
    const thresholds = chooseThresholds({ ...validation, truth }, 'multi-label');
    expect(thresholds[1]).toBe(0.5);
    expect(chooseThresholds({ ...validation, truth }, 'multi-label')).toEqual(thresholds);
  });
});
