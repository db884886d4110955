import { resamples } from './bootstrap.js';
import { logitOf, sigmoid } from './calibration.js';
import { balancedAccuracy, f1 } from './confusion.js';
import type { Confusion } from './confusion.js';
import { rankByLabel } from './ranking.js';
import type { Ranking } from './ranking.js';
import { exampleCount } from './scored-examples.js';
import type { ExampleCounts, ScoredExamples } from './scored-examples.js';

const RESAMPLES = 100; // the mean of a hundred noisy choices is a steady one
const PRIOR_POSITIVES = 30; // the model's own expectation weighs as much as so many positives
const SEED = 1; // fixed: the same validation scores always give the same thresholds
const WITHOUT_POSITIVES = 0.5; // nothing to choose by

/**
 * The probability from which each label counts as predicted, chosen on validation for the best F1 (balanced accuracy
 * when the task is binary), [labels]. 0.5 would be wrong: a rare label hardly ever reaches it.
 *
 * The best cut on a split with a dozen positives is mostly luck, so two things steady it. What came true is blended
 * with what the model itself expects, the more so the fewer positives there are; and the choice is averaged (as logits)
 * over bootstrap resamples.
 * @param validation its scores are probabilities
 */
export function chooseThresholds(validation: ScoredExamples, task: 'multi-label' | 'binary'): number[] {
  const quality = task === 'binary' ? balancedAccuracy : f1;
  const rankings = rankByLabel(validation);
  const chosen = rankings.map((): number[] => []);
  for (const counts of resamples(exampleCount(validation), SEED, RESAMPLES)) {
    rankings.forEach((ranking, label) => {
      const threshold = bestThreshold(ranking, counts, quality);
      if (threshold !== undefined) chosen[label]!.push(logitOf(threshold));
    });
  }
  return chosen.map((logits) =>
    logits.length === 0 ? WITHOUT_POSITIVES : sigmoid(logits.reduce((sum, logit) => sum + logit, 0) / logits.length),
  );
}

/** The cut between neighbouring scores with the best expected quality; undefined when no positive counts. */
function bestThreshold(
  { order, scores, isPositive, endsTie }: Ranking,
  counts: ExampleCounts,
  quality: (confusion: Confusion) => number,
): number | undefined {
  let examples = 0;
  let positives = 0;
  let expected = 0;
  order.forEach((row, rank) => {
    examples += counts[row]!;
    positives += isPositive[rank]! * counts[row]!;
    expected += scores[rank]! * counts[row]!;
  });
  if (positives === 0) return undefined;

  const prior = expected > 0 ? PRIOR_POSITIVES / (PRIOR_POSITIVES + positives) : 0;
  const asManyAsPositives = expected > 0 ? positives / expected : 0; // the model's ranking counts, not its overall level
  let best = { threshold: WITHOUT_POSITIVES, quality: -Infinity };
  let answered = 0;
  let truePositives = 0;
  order.forEach((row, rank) => {
    answered += counts[row]!;
    truePositives += counts[row]! * ((1 - prior) * isPositive[rank]! + prior * scores[rank]! * asManyAsPositives);
    if (!endsTie[rank]) return;
    const falsePositives = answered - truePositives;
    const falseNegatives = positives - truePositives;
    const trueNegatives = examples - answered - falseNegatives;
    const cut = quality({ truePositives, falsePositives, falseNegatives, trueNegatives });
    if (cut > best.quality)
      best = { threshold: (scores[rank]! + (scores[rank + 1] ?? scores[rank]!)) / 2, quality: cut };
  });
  return best.threshold;
}
