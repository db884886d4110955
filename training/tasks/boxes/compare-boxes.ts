import type { Comparison, Metric } from '../../../platform/scorecard.js';
import { bootstrap } from '../../evaluation/bootstrap.js';
import { detectionMetricsOf } from '../../evaluation/detection/detection-metrics.js';
import type { DetectionFigures } from '../../evaluation/detection/detection-metrics.js';
import { f1ByClass } from '../../evaluation/detection/detection-scores.js';
import type { FoundObject, SeenPicture, TrueObject } from '../../evaluation/detection/seen-objects.js';

/** What a version found on the pictures that both are compared on. */
export interface BoxContestant {
  readonly labels: readonly { readonly label: string; readonly threshold?: number | undefined }[];
  /** Of each picture. */
  readonly found: readonly (readonly FoundObject[])[];
}

export interface BoxComparisonRequest {
  readonly metric: Metric;
  readonly candidate: BoxContestant;
  readonly champion: BoxContestant;
  /** Of each picture; classes are the candidate's. */
  readonly truth: readonly (readonly TrueObject[])[];
  readonly seed: number;
}

/**
 * Candidate minus champion on the same pictures, over the classes that both know; each resample draws the same pictures
 * for both (paired bootstrap). Boxes in one unit, whichever.
 * @returns NaN figures when they share no class, or none of those they share is on any picture
 */
export function compareBoxes({ metric, candidate, champion, truth, seed }: BoxComparisonRequest): Comparison {
  const name = metric as keyof DetectionFigures;
  const known = champion.labels.map(({ label }) => label);
  const shared = candidate.labels.map(({ label }) => label).filter((label) => known.includes(label));
  const ours = restrict(candidate, candidate, truth, shared);
  const theirs = restrict(champion, candidate, truth, shared);
  const [ourFigures, theirFigures] = [ours, theirs].map((pictures) => detectionMetricsOf(pictures, shared.length));
  const figures = bootstrap(truth.length, seed, (counts) => {
    const [one, other] = [ourFigures!(counts)[name], theirFigures!(counts)[name]];
    return { candidate: one, champion: other, difference: one - other };
  });
  const ourF1 = f1ByClass(ours, thresholdsOf(candidate, shared));
  const theirF1 = f1ByClass(theirs, thresholdsOf(champion, shared));
  return {
    metric,
    candidate: figures.candidate?.value ?? NaN,
    champion: figures.champion?.value ?? NaN,
    difference: figures.difference ?? { value: NaN, low: NaN, high: NaN },
    labels: shared.map((label, index) => ({
      label,
      candidateF1: ourF1[index]!.f1,
      championF1: theirF1[index]!.f1,
      support: ourF1[index]!.support,
    })),
  };
}

function restrict(
  { labels, found }: BoxContestant,
  { labels: trueLabels }: BoxContestant,
  truth: BoxComparisonRequest['truth'],
  shared: readonly string[],
): SeenPicture[] {
  const pick = <Known extends TrueObject>(objects: readonly Known[], from: BoxContestant['labels']): Known[] =>
    objects.flatMap((object) => {
      const label = shared.indexOf(from[object.label]?.label ?? '');
      return label === -1 ? [] : [{ ...object, label }];
    });
  return truth.map((of, picture) => ({ truth: pick(of, trueLabels), found: pick(found[picture]!, labels) }));
}

function thresholdsOf({ labels }: BoxContestant, shared: readonly string[]): number[] {
  return shared.map((label) => labels.find((known) => known.label === label)?.threshold ?? 0.5);
}
