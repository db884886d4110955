import { createHash } from 'node:crypto';
import { CLIP_FRAMES, FRAME_BYTES, plainClip } from '../../models/clip.js';
import type { Filmed } from '../../models/dataset.js';
import { IMAGE_SIZE, decodePixels } from '../../models/image.js';
import { Random } from '../random.js';
import { MOVEMENTS, drawTake } from './draw-take.js';
import type { Passer, Point, Take, Window } from './draw-take.js';

const { floor, max, min } = Math; // found once, for loops over millions of pixels

/** To be counted up when the same still, movement and seed are filmed in another way. */
const FILMING = 'filming-1';
const STILL_SIZE = 360; // pixels a side: a window of two thirds of it is still as sharp as what networks see

/**
 * Makes a clip out of a still, written as `decodeClip` reads it fastest: thousands are made, each to be read once.
 * @throws InvalidInputError when the still cannot be read; RangeError for a movement that no camera makes
 */
export async function filmStill(still: Uint8Array, { movement, seed }: Filmed): Promise<Uint8Array> {
  const known = MOVEMENTS.find((one) => one === movement);
  if (known === undefined) throw new RangeError(`No camera makes the movement ${movement}`);
  const { pixels } = await decodePixels(still, 'still', (image) =>
    image.resize(STILL_SIZE, STILL_SIZE, { fit: 'fill' }),
  );
  return plainClip(filmPixels(pixels, drawTake(known, seed), seed));
}

/** Stands for the film as a file's hash does for the file. @param still its sha256 */
export function filmHash(still: string, { movement, seed }: Filmed): string {
  return createHash('sha256').update(`${FILMING} ${still} ${movement} ${seed}`).digest('hex');
}

/** A number that belongs to the text: the same on every machine. */
export function seedOf(text: string): number {
  return createHash('sha256').update(text).digest().readInt32BE(0);
}

/** @returns uint8 [8,224,224,3] */
function filmPixels(still: Uint8Array, { windows, passer, grain }: Take, seed: number): Uint8Array {
  const clip = new Uint8Array(CLIP_FRAMES * FRAME_BYTES);
  windows.forEach((window, frame) => {
    const scene = passer ? placeOf(passer, frame / (CLIP_FRAMES - 1)) : undefined;
    drawFrame(still, window, scene, clip.subarray(frame * FRAME_BYTES, (frame + 1) * FRAME_BYTES));
  });
  addGrain(clip, grain, seed);
  return clip;
}

interface Placed extends Passer {
  readonly at: Point;
}

function placeOf(passer: Passer, share: number): Placed {
  const { start, end } = passer;
  return { ...passer, at: { x: start.x + (end.x - start.x) * share, y: start.y + (end.y - start.y) * share } };
}

/** Every pixel lies between four of the still, each weighted by how near it is: which four follows from row and column. */
function drawFrame(still: Uint8Array, { x, y, size }: Window, passer: Placed | undefined, frame: Uint8Array): void {
  const columns = Array.from({ length: IMAGE_SIZE }, (_, column) => x + (column / (IMAGE_SIZE - 1) - 0.5) * size);
  const rows = Array.from({ length: IMAGE_SIZE }, (_, row) => y + (row / (IMAGE_SIZE - 1) - 0.5) * size);
  const across = columns.map(placeOn);
  rows.forEach((down, row) => {
    const lines = placeOn(down);
    for (let column = 0; column < IMAGE_SIZE; column++) {
      mix(still, across[column]!, lines, frame, (row * IMAGE_SIZE + column) * 3);
    }
  });
  if (passer) drawPasser(still, passer, columns, rows, frame);
}

/** Over what was drawn: the piece of the still that passes there. */
function drawPasser(
  still: Uint8Array,
  { at, from, width, height }: Placed,
  columns: readonly number[],
  rows: readonly number[],
  frame: Uint8Array,
): void {
  rows.forEach((down, row) => {
    const share = ((2 * (down - at.y)) / height) ** 2;
    if (share >= 1) return;
    const lines = placeOn(from.y + down - at.y);
    columns.forEach((across, column) => {
      if (share + ((2 * (across - at.x)) / width) ** 2 >= 1) return;
      mix(still, placeOn(from.x + across - at.x), lines, frame, (row * IMAGE_SIZE + column) * 3);
    });
  });
}

/** Between which two pixels of a line a place is. */
interface Between {
  readonly first: number;
  /** Of the second one. */
  readonly share: number;
}

function placeOn(fraction: number): Between {
  const last = STILL_SIZE - 1;
  const place = min(last, max(0, fraction * last));
  const first = min(last - 1, floor(place));
  return { first, share: place - first };
}

function mix(still: Uint8Array, across: Between, down: Between, frame: Uint8Array, at: number): void {
  const upper = (down.first * STILL_SIZE + across.first) * 3;
  const lower = upper + STILL_SIZE * 3;
  const right = across.share;
  const below = down.share;
  for (let channel = 0; channel < 3; channel++) {
    const above = still[upper + channel]! * (1 - right) + still[upper + 3 + channel]! * right;
    const beneath = still[lower + channel]! * (1 - right) + still[lower + 3 + channel]! * right;
    frame[at + channel] = above * (1 - below) + beneath * below + 0.5;
  }
}

const GRAINS = 8191; // a prime: the pattern falls elsewhere in every frame

function addGrain(clip: Uint8Array, grain: number, seed: number): void {
  const random = new Random(seed + 1);
  const levels = Float32Array.from({ length: GRAINS }, () => (random.fraction() * 2 - 1) * grain);
  for (let index = 0; index < clip.length; index++) {
    clip[index] = min(255, max(0, clip[index]! + levels[index % GRAINS]!));
  }
}
