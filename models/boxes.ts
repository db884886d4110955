import { z } from 'zod';
import { LabelVocabularySchema } from './labels.js';
import type { DetectedObject, ObjectsPrediction, Outputs } from './model-family.js';

/** A rectangle; right and bottom are larger than left and top. In whichever unit its owner says. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export function areaOf({ left, top, right, bottom }: Box): number {
  return Math.max(0, right - left) * Math.max(0, bottom - top);
}

/** Area that both cover, of the area that either covers: 0 to 1. The same in every unit, also one per axis. */
export function intersectionOverUnion(one: Box, other: Box): number {
  const width = Math.min(one.right, other.right) - Math.max(one.left, other.left);
  const height = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
  if (width <= 0 || height <= 0) return 0;
  const shared = width * height;
  return shared / (areaOf(one) + areaOf(other) - shared);
}

/** What every family that answers with objects remembers: its classes, when one counts, and the picture it looks at. */
export const BoxVocabularySchema = LabelVocabularySchema.extend({
  /** Pixels a side of the square that a picture is fitted into. */
  canvas: z.number().int().min(32),
});
export type BoxVocabulary = z.infer<typeof BoxVocabularySchema>;

/** How the graph's output `objects` [rows, 6] says a box: fractions of the picture, confidence, class; 0 fills what is left. */
export const OBJECT_ROWS = 100; // as many as COCO's evaluation looks at
export const OBJECT_COLUMNS = 6;

/**
 * The objects in pixels of the picture that was handed in, most confident first.
 * @throws RangeError when the graph gave something else than `objects` and the picture's `size`
 */
export function decodeObjects({ labels }: BoxVocabulary, { objects, size }: Outputs): ObjectsPrediction {
  const [width, height] = size ?? [];
  if (!objects || objects.length % OBJECT_COLUMNS !== 0 || width === undefined || height === undefined) {
    throw new RangeError(`Expected rows of ${OBJECT_COLUMNS} and a size, got ${objects?.length ?? 'no'} values`);
  }
  const rows = Array.from({ length: objects.length / OBJECT_COLUMNS }, (_, row) =>
    objects.subarray(row * OBJECT_COLUMNS, (row + 1) * OBJECT_COLUMNS),
  );
  return {
    objects: rows.flatMap((row): DetectedObject[] => {
      const [left, top, right, bottom, confidence, index] = row as unknown as [...Edges, number, number];
      const known = labels[index];
      if (confidence <= 0 || !known) return [];
      const box = { left: left * width, top: top * height, right: right * width, bottom: bottom * height };
      const isPredicted = confidence >= (known.threshold ?? 0.5);
      return [{ ...box, confidence, class: known.label, isPredicted }];
    }),
  };
}

type Edges = [left: number, top: number, right: number, bottom: number];
