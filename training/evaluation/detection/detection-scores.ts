import type { LabelScore, SplitScore } from '../../../platform/scorecard.js';
import { bootstrap } from '../bootstrap.js';
import { f1, precision, recall } from '../confusion.js';
import type { Confusion } from '../confusion.js';
import { averagePrecision } from './average-precision.js';
import { detectionMetricsOf } from './detection-metrics.js';
import type { DetectionFigures } from './detection-metrics.js';
import { matchClass } from './match-objects.js';
import type { MatchedClass } from './match-objects.js';
import type { FoundObject, SeenPicture, TrueObject } from './seen-objects.js';

const HALF = 0.5; // the overlap at which precision, recall and F1 count an object as found
const SURE = 0.5; // where validation has nothing of a class to choose by

export interface DetectedSplit {
  readonly labels: readonly string[];
  readonly pictures: readonly SeenPicture[];
  /** Confidence from which an object counts, [labels]; chosen on validation. */
  readonly thresholds: readonly number[];
  /** The one box that the baseline finds on every picture. */
  readonly baseline: FoundObject;
  readonly seed: number;
}

/** Everything the scorecard says about one split. Boxes as fractions of their pictures. */
export function scoreDetections({ labels, pictures, thresholds, baseline, seed }: DetectedSplit): SplitScore {
  const once = new Uint16Array(pictures.length).fill(1);
  const guessed = pictures.map(({ truth }) => ({ truth, found: [baseline] }));
  return {
    examples: pictures.length,
    metrics: bootstrap<keyof DetectionFigures>(pictures.length, seed, detectionMetricsOf(pictures, labels.length)),
    baseline: known(detectionMetricsOf(guessed, labels.length)(once)),
    perLabel: labels.map((label, index): LabelScore => {
      const matched = matchClass(pictures, index, [HALF]);
      const confusion = confusionAt(matched, thresholds[index]!);
      const average = averagePrecision(matched, matched.isRight[0]!, once);
      return {
        ...{ label, threshold: thresholds[index]!, auc: null },
        ...{ precision: precision(confusion), recall: recall(confusion), f1: f1(confusion) },
        ...(Number.isNaN(average) ? {} : { averagePrecision: average }),
        support: confusion.truePositives + confusion.falseNegatives,
      };
    }),
    ...{ perKind: [], perHead: [], confusionMatrices: [], calibrationError: null },
  };
}

/** For each class the confidence at which F1 is highest. */
export function chooseConfidences(validation: readonly SeenPicture[], labelCount: number): number[] {
  return Array.from({ length: labelCount }, (_, label) => {
    const matched = matchClass(validation, label, [HALF]);
    let best = { threshold: SURE, quality: 0 };
    for (const threshold of new Set(matched.confidences)) {
      const quality = f1(confusionAt(matched, threshold));
      if (quality > best.quality) best = { threshold, quality };
    }
    return best.threshold;
  });
}

/** The commonest class, everywhere where its objects are on average. */
export function meanBox(training: readonly TrueObject[]): FoundObject {
  const counts = new Map<number, number>();
  for (const { label } of training) counts.set(label, (counts.get(label) ?? 0) + 1);
  const [[label] = [0]] = [...counts].sort(([, some], [, others]) => others - some);
  const ofClass = training.filter((object) => object.label === label);
  const mean = (edge: 'left' | 'top' | 'right' | 'bottom') =>
    ofClass.reduce((sum, object) => sum + object[edge], 0) / Math.max(1, ofClass.length);
  return { left: mean('left'), top: mean('top'), right: mean('right'), bottom: mean('bottom'), label, confidence: 1 };
}

/** F1 of each class at its threshold, and how many of its objects there are. */
export function f1ByClass(pictures: readonly SeenPicture[], thresholds: readonly number[]) {
  return thresholds.map((threshold, label) => {
    const confusion = confusionAt(matchClass(pictures, label, [HALF]), threshold);
    return { f1: f1(confusion), support: confusion.truePositives + confusion.falseNegatives };
  });
}

function confusionAt({ confidences, isRight, truths }: MatchedClass, threshold: number): Confusion {
  let [truePositives, answered] = [0, 0];
  confidences.forEach((confidence, index) => {
    if (confidence < threshold) return;
    answered += 1;
    truePositives += isRight[0]![index]!;
  });
  const all = truths.reduce((sum, count) => sum + count, 0);
  const falsePositives = answered - truePositives;
  return { truePositives, falsePositives, falseNegatives: all - truePositives, trueNegatives: 0 };
}

/** JSON has no NaN. */
function known(figures: DetectionFigures): SplitScore['baseline'] {
  return Object.fromEntries(Object.entries(figures).filter(([, value]) => !Number.isNaN(value)));
}
