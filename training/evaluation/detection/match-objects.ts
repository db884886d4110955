import { intersectionOverUnion } from '../../../models/boxes.js';
import type { FoundObject, SeenPicture, TrueObject } from './seen-objects.js';

export const MOST_FOUND = 100; // of a class on one picture, the most confident ones: as COCO counts

/** What was found of one class over all pictures, most confident first, and whether it is right. */
export interface MatchedClass {
  /** Of each found object: the picture that it was found on. */
  readonly pictures: Uint32Array;
  readonly confidences: Float64Array;
  /** By the overlap that is asked for: 1 where an object of the truth was found that nothing more confident had found. */
  readonly isRight: readonly Uint8Array[];
  /** Objects of the class on each picture, [pictures]. */
  readonly truths: Uint32Array;
}

/**
 * Gives every found object the true one of its class that it overlaps most, if by enough and if it is still free; the
 * most confident choose first.
 * @param overlaps intersections over union from which an object counts as found
 * @see Lin et al. 2014 (COCO); of equally confident ones the earlier comes first, as pycocotools has it
 */
export function matchClass(pictures: readonly SeenPicture[], label: number, overlaps: readonly number[]): MatchedClass {
  const matched = pictures.flatMap(({ truth, found }, picture) => {
    const ofClass = truth.filter((object) => object.label === label);
    const chosen = mostConfident(found.filter((object) => object.label === label));
    const rights = overlaps.map((overlap) => matchPicture(ofClass, chosen, overlap));
    return chosen.map(({ confidence }, index) => ({ picture, confidence, right: rights.map((of) => of[index]!) }));
  });
  matched.sort((a, b) => b.confidence - a.confidence);
  return {
    pictures: Uint32Array.from(matched, ({ picture }) => picture),
    confidences: Float64Array.from(matched, ({ confidence }) => confidence),
    isRight: overlaps.map((_, index) => Uint8Array.from(matched, ({ right }) => right[index]!)),
    truths: Uint32Array.from(pictures, ({ truth }) => truth.filter((object) => object.label === label).length),
  };
}

function mostConfident(found: readonly FoundObject[]): FoundObject[] {
  return [...found].sort((a, b) => b.confidence - a.confidence).slice(0, MOST_FOUND);
}

function matchPicture(truth: readonly TrueObject[], found: readonly FoundObject[], overlap: number): number[] {
  const taken = new Set<number>();
  return found.map((object) => {
    let best = -1;
    let most = overlap;
    truth.forEach((other, index) => {
      const shared = taken.has(index) ? -1 : intersectionOverUnion(object, other);
      if (shared < most) return;
      most = shared; // of equals the later, as pycocotools has it
      best = index;
    });
    if (best !== -1) taken.add(best);
    return best === -1 ? 0 : 1;
  });
}
