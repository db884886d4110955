import type { ExampleCounts, ScoredExamples } from './scored-examples.js';
import { everyExampleOnce, exampleCount } from './scored-examples.js';

/** One label's examples from highest to lowest score: sorted once, then asked under many different counts. */
export interface Ranking {
  /** [examples] indices of examples, highest score first */
  readonly order: Uint32Array;
  /** [examples] by rank, falling */
  readonly scores: Float32Array;
  /** [examples] by rank: 1 where the example has the label */
  readonly isPositive: Uint8Array;
  /** [examples] by rank: 1 where the next rank has a lower score (tied examples end together) */
  readonly endsTie: Uint8Array;
}

export function rankByLabel(examples: ScoredExamples): Ranking[] {
  return Array.from({ length: examples.labelCount }, (_, label) => rankLabel(examples, label));
}

function rankLabel(examples: ScoredExamples, label: number): Ranking {
  const { truth, labelCount } = examples;
  const scores = Float32Array.from({ length: exampleCount(examples) }, (_, row) => scoreOf(examples, row, label));
  const order = Uint32Array.from(scores.keys()).sort((a, b) => scores[b]! - scores[a]!);
  return {
    order,
    scores: Float32Array.from(order, (row) => scores[row]!),
    isPositive: Uint8Array.from(order, (row) => truth[row * labelCount + label]!),
    endsTie: Uint8Array.from(order, (row, rank) => (scores[order[rank + 1]!] === scores[row] ? 0 : 1)),
  };
}

function scoreOf({ scores, labelCount }: ScoredExamples, row: number, label: number): number {
  const score = scores[row * labelCount + label]!;
  if (Number.isNaN(score)) throw new Error(`The score of example ${row} for label ${label} is not a number`);
  return score;
}

/**
 * Area under the ROC curve: the chance that a random positive scores above a random negative, ties counting half.
 * @param counts how often each example counts, [examples]
 * @returns 0 to 1; NaN unless there are positives and negatives
 * @see Hanley & McNeil 1982; equal to scikit-learn's roc_auc_score
 */
export function rankedAuc({ order, isPositive, endsTie }: Ranking, counts: ExampleCounts): number {
  let positives = 0; // above and within the current tie
  let negatives = 0;
  let tiedPositives = 0;
  let tiedNegatives = 0;
  let wins = 0;
  for (let rank = 0; rank < order.length; rank++) {
    const count = counts[order[rank]!]!;
    if (isPositive[rank]) tiedPositives += count;
    else tiedNegatives += count;
    if (!endsTie[rank]) continue;
    wins += tiedNegatives * (positives + tiedPositives / 2);
    positives += tiedPositives;
    negatives += tiedNegatives;
    tiedPositives = tiedNegatives = 0;
  }
  return wins / (positives * negatives);
}

/**
 * Average precision: precision at each distinct score, weighted by the recall gained there; not interpolated.
 * @param counts how often each example counts, [examples]
 * @returns 0 to 1; NaN without positives
 * @see equal to scikit-learn's average_precision_score
 */
export function rankedAveragePrecision({ order, isPositive, endsTie }: Ranking, counts: ExampleCounts): number {
  let seen = 0;
  let positives = 0;
  let tiedPositives = 0;
  let sum = 0;
  for (let rank = 0; rank < order.length; rank++) {
    const count = counts[order[rank]!]!;
    seen += count;
    if (isPositive[rank]) tiedPositives += count;
    if (!endsTie[rank] || tiedPositives === 0) continue;
    positives += tiedPositives;
    sum += tiedPositives * (positives / seen);
    tiedPositives = 0;
  }
  return sum / positives;
}

/** Area under the ROC curve of each label, [labels]; NaN where a label lacks positives or negatives. */
export function aucByLabel(examples: ScoredExamples): number[] {
  const counts = everyExampleOnce(examples);
  return rankByLabel(examples).map((ranking) => rankedAuc(ranking, counts));
}

/** Mean of the figures that exist; NaN when none does. */
export function meanOfKnown(figures: readonly number[]): number {
  const known = figures.filter((figure) => !Number.isNaN(figure));
  return known.reduce((sum, figure) => sum + figure, 0) / known.length;
}
