import { intersectionOverUnion } from '../../../models/boxes.js';
import type { Box } from '../../../models/boxes.js';
import type { Places } from '../../onnx/append-objects.js';

const NEAREST = 9; // places of each stride that may answer for an object: the paper's k, which it found to matter little
const STRIDES_A_SIDE = 6; // of the square that stands for a place; the paper's 8 are for canvases of 800 pixels

/** Which place answers for which object. */
export interface Assigned {
  readonly place: number;
  readonly object: number;
}

/**
 * Adaptive training sample selection: of the places near an object's middle, those whose square overlaps it more than the
 * mean plus one standard deviation of all of them, and whose middle lies in it. A place that two objects want goes to
 * the one that it overlaps more; an object that got none gets the place that overlaps it most.
 * @param boxes in pixels of the canvas
 * @see Zhang et al. 2020
 */
export function assignPlaces(boxes: readonly Box[], places: Places): Assigned[] {
  const owners = new Map<number, { object: number; overlap: number }>();
  boxes.forEach((box, object) => {
    const near = nearestPlaces(box, places).map((place) => ({ place, overlap: overlapAt(box, places, place) }));
    const enough = meanPlusDeviation(near.map(({ overlap }) => overlap));
    const fitting = near.filter(({ place, overlap }) => overlap >= enough && liesIn(box, places, place));
    const best = near.reduce((most, other) => (other.overlap > most.overlap ? other : most));
    const only = { ...best, overlap: Infinity }; // not to be taken away: it is all that the object has
    for (const { place, overlap } of fitting.length > 0 ? fitting : [only]) {
      const owner = owners.get(place);
      if (!owner || overlap > owner.overlap) owners.set(place, { object, overlap });
    }
  });
  return [...owners].map(([place, { object }]) => ({ place, object }));
}

/** Of each stride. */
function nearestPlaces({ left, top, right, bottom }: Box, { x, y, stride }: Places): number[] {
  const [middleX, middleY] = [(left + right) / 2, (top + bottom) / 2];
  const distance = (place: number) => (x[place]! - middleX) ** 2 + (y[place]! - middleY) ** 2;
  const nearest = [...stride.keys()].sort((a, b) => distance(a) - distance(b));
  return [...new Set(stride)].flatMap((of) => nearest.filter((place) => stride[place] === of).slice(0, NEAREST));
}

function overlapAt(box: Box, { x, y, stride }: Places, place: number): number {
  const half = (STRIDES_A_SIDE * stride[place]!) / 2;
  const [middleX, middleY] = [x[place]!, y[place]!];
  const square = { left: middleX - half, top: middleY - half, right: middleX + half, bottom: middleY + half };
  return intersectionOverUnion(square, box);
}

function liesIn({ left, top, right, bottom }: Box, { x, y }: Places, place: number): boolean {
  return x[place]! > left && x[place]! < right && y[place]! > top && y[place]! < bottom;
}

function meanPlusDeviation(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return mean + Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
}
