import { balancedAccuracy, f1 } from './confusion.js';
import type { Confusion } from './confusion.js';
import type { Task } from './metrics.js';
import { rankByLabel } from './ranking.js';
import type { Ranking } from './ranking.js';
import type { ScoredExamples } from './scored-examples.js';

const SMOOTHING = 2; // neighbouring cuts on each side whose quality counts too: one lucky positive decides nothing

/**
 * The probability from which each label counts as predicted, chosen on validation, [labels]. With many labels 0.5 is
 * wrong: a rare label hardly ever reaches it. Every cut between two neighbouring scores is tried; the one with the
 * best quality (F1, or balanced accuracy for a binary task) wins, the quality being averaged over neighbouring cuts,
 * since with few positives the single best cut is mostly luck.
 */
export function chooseThresholds(validation: ScoredExamples, task: Task): number[] {
  const quality = task === 'binary' ? balancedAccuracy : f1;
  return rankByLabel(validation).map((ranking, label) => {
    const cuts = cutsOf(ranking, (row) => validation.scores[row * validation.labelCount + label]!);
    return bestCut(cuts.map(({ threshold, confusion }) => ({ threshold, quality: quality(confusion) })));
  });
}

interface Cut {
  readonly threshold: number;
  readonly confusion: Confusion;
}

/** A cut below every distinct score, highest first: halfway to the next score, and at the last score itself. */
function cutsOf({ order, isPositive, endsTie }: Ranking, scoreOf: (row: number) => number): Cut[] {
  const support = isPositive.reduce((sum, positive) => sum + positive, 0);
  const cuts: Cut[] = [];
  let truePositives = 0;
  order.forEach((row, rank) => {
    truePositives += isPositive[rank]!;
    if (!endsTie[rank]) return;
    const falsePositives = rank + 1 - truePositives;
    const falseNegatives = support - truePositives;
    const trueNegatives = order.length - support - falsePositives;
    const next = order[rank + 1];
    const threshold = next === undefined ? scoreOf(row) : (scoreOf(row) + scoreOf(next)) / 2;
    cuts.push({ threshold, confusion: { truePositives, falsePositives, falseNegatives, trueNegatives } });
  });
  return cuts;
}

/** The threshold whose neighbourhood is best; the higher one on a tie. */
function bestCut(cuts: readonly { threshold: number; quality: number }[]): number {
  let best = { threshold: 0.5, quality: -Infinity };
  for (const [index, { threshold }] of cuts.entries()) {
    const neighbourhood = cuts.slice(Math.max(0, index - SMOOTHING), index + SMOOTHING + 1);
    const quality = neighbourhood.reduce((sum, cut) => sum + cut.quality, 0) / neighbourhood.length;
    if (quality > best.quality) best = { threshold, quality };
  }
  return best.threshold;
}
