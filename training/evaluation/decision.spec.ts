import { answers, confusionMatrix } from './confusion.js';
import { decisionOf, headsOf } from './decision.js';
import { metricsOf } from './metrics.js';
import { everyExampleOnce } from './scored-examples.js';
import type { ScoredExamples } from './scored-examples.js';

const EXAMPLES = 50;
const LABELS = 4;
const ONE_HEAD = { kind: 'most-probable', heads: [{ columns: [0, 1, 2, 3] }] } as const;

/** By formula, so that scikit-learn can be handed the same arrays. */
function examplesByFormula(): ScoredExamples {
  const scores = new Float32Array(EXAMPLES * LABELS);
  const truth = new Uint8Array(EXAMPLES * LABELS);
  for (let i = 0; i < EXAMPLES; i++) {
    const label = ((i * 7 + i * i * 3) % 11) % LABELS;
    truth[i * LABELS + label] = 1;
    for (let l = 0; l < LABELS; l++) {
      const noise = (i * 15485863 + l * 32452843 + i * i * 49) % 23;
      scores[i * LABELS + l] = (noise + (l === label ? 9 : 0) + l / 8) / 40;
    }
  }
  return { scores, truth, labelCount: LABELS };
}

describe('exactly one label of several', () => {
  const examples = examplesByFormula();
  const answered = answers(examples, ONE_HEAD);

  it('agrees with scikit-learn on accuracy, macro-F1 and the confusion matrix', () => {
    // scikit-learn 1.9.1, y and p = s.argmax(1): accuracy_score, f1_score(average="macro"), confusion_matrix
    const figures = metricsOf(examples, ONE_HEAD, ['accuracy', 'macroF1'])(everyExampleOnce(examples));
    expect(figures.accuracy).toBeCloseTo(0.66, 12);
    expect(figures.macroF1).toBeCloseTo(0.6687002652519894, 12);
    expect(confusionMatrix(answered, examples, ONE_HEAD.heads[0])).toEqual([
      [8, 0, 0, 12],
      [0, 8, 0, 0],
      [0, 2, 12, 0],
      [1, 2, 0, 5],
    ]);
  });

  it('answers once for each head, not where nobody knows the truth, and every head counts alike', () => {
    const twoHeads = {
      scores: Float32Array.of(0.7, 0.3, 0.1, 0.9, 0.2, 0.8, 0.6, 0.4),
      truth: Uint8Array.of(1, 0, 0, 1, 1, 0, 0, 0),
      labelCount: 4,
    };
    const decision = { kind: 'most-probable', heads: [{ columns: [0, 1] }, { columns: [2, 3] }] } as const;
    expect([...answers(twoHeads, decision)]).toEqual([1, 0, 0, 1, 0, 1, 0, 0]);
    expect(metricsOf(twoHeads, decision, ['accuracy'])(everyExampleOnce(twoHeads)).accuracy).toBe((1 / 2 + 1) / 2);
  });
});

describe('how a version decides', () => {
  it('is read from its vocabulary', () => {
    const thresholds = [{ label: 'Drama', threshold: 0.3 }];
    expect(decisionOf({ labels: thresholds })).toEqual({ kind: 'thresholds', thresholds: [0.3] });
    const labels = [
      { label: 'near', head: 'scale' },
      { label: 'still', head: 'movement' },
      { label: 'far', head: 'scale' },
    ];
    const heads = [
      { name: 'scale', columns: [0, 2] },
      { name: 'movement', columns: [1] },
    ];
    expect(decisionOf({ labels })).toEqual({ kind: 'most-probable', heads });
    expect(headsOf([{}, {}])).toEqual([{ columns: [0, 1] }]);
  });
});
