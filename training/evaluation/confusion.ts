import type { Decision, Head } from './decision.js';
import { exampleCount } from './scored-examples.js';
import type { ExampleCounts, ScoredExamples } from './scored-examples.js';

/** One label's answers at its threshold, counted against the truth. */
export interface Confusion {
  readonly truePositives: number;
  readonly falsePositives: number;
  readonly falseNegatives: number;
  readonly trueNegatives: number;
}

/** 1 where the label is answered, [examples, labels]. */
export function answers(examples: ScoredExamples, decision: Decision): Uint8Array {
  const { scores, labelCount } = examples;
  if (decision.kind === 'most-probable') return mostProbable(examples, decision.heads);
  return Uint8Array.from(scores, (score, index) => (score >= decision.thresholds[index % labelCount]! ? 1 : 0));
}

/** One label of each head, but none where the truth is not known: there is nothing to judge there. */
function mostProbable({ scores, truth, labelCount }: ScoredExamples, heads: readonly Head[]): Uint8Array {
  const answered = new Uint8Array(scores.length);
  for (let start = 0; start < scores.length; start += labelCount) {
    for (const { columns } of heads) {
      if (!columns.some((column) => truth[start + column])) continue;
      const best = columns.reduce((most, column) => (scores[start + column]! > scores[start + most]! ? column : most));
      answered[start + best] = 1;
    }
  }
  return answered;
}

/** How often each of these labels was answered for each, [true label][answered label]. */
export function confusionMatrix(answered: Uint8Array, examples: ScoredExamples, { columns }: Head): number[][] {
  const counts = columns.map(() => columns.map(() => 0));
  for (let row = 0; row < exampleCount(examples); row++) {
    const start = row * examples.labelCount;
    const actual = columns.findIndex((column) => examples.truth[start + column]);
    const answer = columns.findIndex((column) => answered[start + column]);
    if (actual !== -1 && answer !== -1) counts[actual]![answer]! += 1;
  }
  return counts;
}

/**
 * @param answered 1 where the label was answered, [examples, labels]
 * @param counts how often each example counts, [examples]
 * @returns one per label
 */
export function confusionByLabel(
  answered: Uint8Array,
  { truth, labelCount }: Pick<ScoredExamples, 'truth' | 'labelCount'>,
  counts: ExampleCounts,
): Confusion[] {
  const tally = new Uint32Array(labelCount * 4); // per label: neither, answered only, true only, both
  for (let row = 0, at = 0; row < counts.length; row++) {
    const count = counts[row]!;
    for (let label = 0; label < labelCount; label++, at++) tally[label * 4 + truth[at]! * 2 + answered[at]!]! += count;
  }
  return Array.from({ length: labelCount }, (_, label) => ({
    trueNegatives: tally[label * 4]!,
    falsePositives: tally[label * 4 + 1]!,
    falseNegatives: tally[label * 4 + 2]!,
    truePositives: tally[label * 4 + 3]!,
  }));
}

/** Of what was answered, the share that is true; 0 when nothing was. */
export function precision({ truePositives, falsePositives }: Confusion): number {
  return share(truePositives, truePositives + falsePositives);
}

/** Of what is true, the share that was answered; 0 when nothing is. */
export function recall({ truePositives, falseNegatives }: Confusion): number {
  return share(truePositives, truePositives + falseNegatives);
}

/** Harmonic mean of precision and recall; 0 when there is neither. Equal to scikit-learn's with zero_division=0. */
export function f1({ truePositives, falsePositives, falseNegatives }: Confusion): number {
  return share(2 * truePositives, 2 * truePositives + falsePositives + falseNegatives);
}

/**
 * Mean recall of the two classes: a classifier that always says the same gets 0.5, however rare one class is.
 * @see equal to scikit-learn's balanced_accuracy_score
 */
export function balancedAccuracy(confusion: Confusion): number {
  const specificity = share(confusion.trueNegatives, confusion.trueNegatives + confusion.falsePositives);
  return (recall(confusion) + specificity) / 2;
}

/** Share of the true labels that were answered: of a task with exactly one answer, its accuracy. NaN where none is true. */
export function accuracy(confusions: readonly Confusion[]): number {
  const { truePositives, falseNegatives } = totalOf(confusions);
  return truePositives / (truePositives + falseNegatives);
}

/** F1 of the labels' counts taken together, so frequent labels weigh more. */
export function microF1(confusions: readonly Confusion[]): number {
  return f1(totalOf(confusions));
}

/** Mean F1 of the labels, each weighing the same. */
export function macroF1(confusions: readonly Confusion[]): number {
  return confusions.reduce((sum, confusion) => sum + f1(confusion), 0) / confusions.length;
}

function totalOf(confusions: readonly Confusion[]): Confusion {
  const total = (key: keyof Confusion) => confusions.reduce((sum, confusion) => sum + confusion[key], 0);
  return {
    truePositives: total('truePositives'),
    falsePositives: total('falsePositives'),
    falseNegatives: total('falseNegatives'),
    trueNegatives: total('trueNegatives'),
  };
}

function share(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}
