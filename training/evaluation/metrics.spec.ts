import { answers, balancedAccuracy, confusionByLabel, f1, precision, recall } from './confusion.js';
import type { Decision } from './decision.js';
import { metricsOf } from './metrics.js';
import { aucByLabel } from './ranking.js';
import { everyExampleOnce } from './scored-examples.js';
import type { ScoredExamples } from './scored-examples.js';

const EXAMPLES = 60;
const LABELS = 4;
const FREQUENCIES = [50, 30, 12, 4]; // of 101: from common to rare
const THRESHOLDS: Decision = { kind: 'thresholds', thresholds: [0.39, 0.44, 0.49, 0.64] };
const ALL = ['macroAuc', 'meanAveragePrecision', 'microF1', 'macroF1', 'balancedAccuracy'] as const;

/** By formula, so that scikit-learn can be handed the same arrays; scores in steps of 1/20, so with many ties. */
function examplesByFormula(): ScoredExamples {
  const scores = new Float32Array(EXAMPLES * LABELS);
  const truth = new Uint8Array(EXAMPLES * LABELS);
  for (let i = 0; i < EXAMPLES; i++) {
    for (let l = 0; l < LABELS; l++) {
      const isTrue = (i * 7919 + l * 104729 + i * l * 31) % 101 < FREQUENCIES[l]!;
      const noise = (i * 15485863 + l * 32452843 + i * i * 49) % 21;
      truth[i * LABELS + l] = isTrue ? 1 : 0;
      scores[i * LABELS + l] = Math.min(20, Math.floor(noise / 2) + (isTrue ? 6 : 0) + l) / 20;
    }
  }
  return { scores, truth, labelCount: LABELS };
}

/**
 * scikit-learn 1.9.1 on the same arrays (s, t), with p = s >= the thresholds:
 *   roc_auc_score(t, s, average="macro" | None)         average_precision_score(t, s, average="macro")
 *   f1_score(t, p, average="micro" | "macro" | None)    precision_score, recall_score(t, p, average=None)
 *   balanced_accuracy_score(t[:, 1], p[:, 1])
 */
const SCIKIT_LEARN = {
  macroAuc: 0.9382662878279339,
  aucs: [0.9183333333333334, 0.9907407407407407, 0.9474393530997304, 0.896551724137931],
  meanAveragePrecision: 0.7248962148962149,
  microF1: 0.7164179104477612,
  macroF1: 0.6020226320948053,
  precision: [0.8214285714285714, 0.72, 0.3, 0.25],
  recall: [0.7666666666666667, 1, 0.8571428571428571, 0.5],
  f1: [0.7931034482758621, 0.8372093023255814, 0.4444444444444444, 0.3333333333333333],
  balancedAccuracyOfLabel1: 0.9166666666666667,
};

const DIGITS = 12;
const closeTo = (values: readonly number[]) => values.map((value) => expect.closeTo(value, DIGITS) as number);

describe('metrics, against scikit-learn', () => {
  const examples = examplesByFormula();
  const once = everyExampleOnce(examples);
  const figures = metricsOf(examples, THRESHOLDS, ALL)(once);
  const confusions = confusionByLabel(answers(examples, THRESHOLDS), examples, once);

  it('agrees on the area under the ROC curve, ties included', () => {
    expect(aucByLabel(examples)).toEqual(closeTo(SCIKIT_LEARN.aucs));
    expect(figures.macroAuc).toBeCloseTo(SCIKIT_LEARN.macroAuc, DIGITS);
  });

  it('agrees on mean average precision', () => {
    expect(figures.meanAveragePrecision).toBeCloseTo(SCIKIT_LEARN.meanAveragePrecision, DIGITS);
  });

  it('agrees on precision, recall and F1 at thresholds', () => {
    expect(confusions.map(precision)).toEqual(closeTo(SCIKIT_LEARN.precision));
    expect(confusions.map(recall)).toEqual(closeTo(SCIKIT_LEARN.recall));
    expect(confusions.map(f1)).toEqual(closeTo(SCIKIT_LEARN.f1));
    expect(figures.microF1).toBeCloseTo(SCIKIT_LEARN.microF1, DIGITS);
    expect(figures.macroF1).toBeCloseTo(SCIKIT_LEARN.macroF1, DIGITS);
  });

  it('agrees on balanced accuracy', () => {
    expect(balancedAccuracy(confusions[1]!)).toBeCloseTo(SCIKIT_LEARN.balancedAccuracyOfLabel1, DIGITS);
  });
});

describe('metrics under counts', () => {
  it('counts an example twice exactly as if it stood there twice', () => {
    const examples = examplesByFormula();
    const counts = Uint16Array.from({ length: EXAMPLES }, (_, row) => row % 3);
    const rows = [...counts.keys()].flatMap((row) => Array<number>(counts[row]!).fill(row));
    const repeat = (data: Float32Array | Uint8Array) =>
      rows.flatMap((row) => [...data.subarray(row * LABELS, (row + 1) * LABELS)]);
    const written: ScoredExamples = {
      scores: Float32Array.from(repeat(examples.scores)),
      truth: Uint8Array.from(repeat(examples.truth)),
      labelCount: LABELS,
    };

    const counted = metricsOf(examples, THRESHOLDS, ALL)(counts);
    const repeated = metricsOf(written, THRESHOLDS, ALL)(everyExampleOnce(written));
    for (const metric of ALL) expect(counted[metric]).toBeCloseTo(repeated[metric]!, DIGITS);
  });

  it('leaves labels without both kinds of examples out of the macro figures', () => {
    const examples: ScoredExamples = {
      scores: Float32Array.of(0.9, 0.5, 0.1, 0.5, 0.8, 0.5),
      truth: Uint8Array.of(1, 0, 0, 0, 0, 0), // label 1 has no positive
      labelCount: 2,
    };
    expect(aucByLabel(examples)).toEqual([1, NaN]);
    const macroAuc = (of: ScoredExamples) =>
      metricsOf(of, { kind: 'thresholds', thresholds: [0.5, 0.5] }, ['macroAuc'])(everyExampleOnce(of)).macroAuc;
    expect(macroAuc(examples)).toBe(1);
    expect(macroAuc({ ...examples, truth: new Uint8Array(6) })).toBeNaN();
  });

  it('refuses a score that is not a number instead of ranking it somewhere', () => {
    const examples = { scores: Float32Array.of(0.1, NaN), truth: Uint8Array.of(0, 1), labelCount: 1 };
    expect(() => aucByLabel(examples)).toThrow('The score of example 1 for label 0 is not a number');
  });
});
