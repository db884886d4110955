import { OBJECT_COLUMNS, OBJECT_ROWS } from '../../../models/boxes.js';
import type { Box } from '../../../models/boxes.js';
import type { Frame } from '../../../models/letterbox.js';
import type { FoundObject } from '../../evaluation/detection/seen-objects.js';
import type { Places } from '../../onnx/append-objects.js';
import { boxAt } from './places.js';
import { SUPPRESSION, suppress } from './suppress.js';

/** What is found on each picture, in pixels of the canvas. @param answers scores and distances, [pictures, places, classes + 4] */
export function foundOnCanvas(
  answers: Float32Array,
  pictures: number,
  classes: number,
  places: Places,
): FoundObject[][] {
  const count = places.x.length;
  const columns = classes + 4;
  return Array.from({ length: pictures }, (_, picture) => {
    const found: FoundObject[] = [];
    for (let place = 0; place < count; place++) {
      const start = (picture * count + place) * columns;
      for (let label = 0; label < classes; label++) {
        const confidence = answers[start + label]!;
        if (confidence <= SUPPRESSION.confidence) continue;
        const distances = answers.subarray(start + classes, start + columns);
        found.push({ ...boxAt(places, place, distances), label, confidence });
      }
    }
    return suppress(found, SUPPRESSION);
  });
}

/** Pixels of the canvas -> fractions of the picture, within it. */
export function ontoPicture<Found extends Box>(found: Found, { left, top, width, height }: Frame): Found {
  const within = (edge: number) => Math.min(1, Math.max(0, edge));
  return {
    ...found,
    left: within((found.left - left) / width),
    top: within((found.top - top) / height),
    right: within((found.right - left) / width),
    bottom: within((found.bottom - top) / height),
  };
}

/** As the served graph gives them: float32 [pictures, 100, 6]. */
export function asRows(pictures: readonly (readonly FoundObject[])[]): Float32Array {
  const rows = new Float32Array(pictures.length * OBJECT_ROWS * OBJECT_COLUMNS);
  pictures.forEach((found, picture) => {
    found.forEach(({ left, top, right, bottom, confidence, label }, row) => {
      rows.set([left, top, right, bottom, confidence, label], (picture * OBJECT_ROWS + row) * OBJECT_COLUMNS);
    });
  });
  return rows;
}

/** One picture's rows as objects. @param rows float32 [100, 6] */
export function fromRows(rows: Float32Array): FoundObject[] {
  return Array.from({ length: rows.length / OBJECT_COLUMNS }, (_, row) => {
    const [left, top, right, bottom, confidence, label] = rows.subarray(row * OBJECT_COLUMNS);
    return { left: left!, top: top!, right: right!, bottom: bottom!, confidence: confidence!, label: label! };
  }).filter(({ confidence }) => confidence > 0);
}
