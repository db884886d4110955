import { meanOfKnown } from '../ranking.js';
import type { ExampleCounts } from '../scored-examples.js';
import { averagePrecision } from './average-precision.js';
import { matchClass } from './match-objects.js';
import type { SeenPicture } from './seen-objects.js';

/** Intersections over union from which an object counts as found: 0.5, 0.55, … 0.95. */
export const OVERLAPS = Array.from({ length: 10 }, (_, step) => 0.5 + step * 0.05);

export type DetectionFigures = {
  /** Mean average precision over the classes that are on any picture, at an overlap of one half. */
  readonly meanAp50: number;
  /** The same, averaged over ten overlaps from 0.5 to 0.95. */
  readonly meanAp50To95: number;
};

/**
 * Both figures as a function of how often each picture counts. Matching and sorting happen here, once; what is returned
 * is cheap enough for a thousand bootstrap resamples.
 */
export function detectionMetricsOf(
  pictures: readonly SeenPicture[],
  labelCount: number,
): (counts: ExampleCounts) => DetectionFigures {
  const classes = Array.from({ length: labelCount }, (_, label) => matchClass(pictures, label, OVERLAPS));
  return (counts) => {
    const byOverlap = OVERLAPS.map((_, overlap) =>
      meanOfKnown(classes.map((matched) => averagePrecision(matched, matched.isRight[overlap]!, counts))),
    );
    return {
      meanAp50: byOverlap[0]!,
      meanAp50To95: byOverlap.reduce((sum, value) => sum + value, 0) / OVERLAPS.length,
    };
  };
}
