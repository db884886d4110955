import { CLIP_FRAMES, FRAME_BYTES } from '../clip.js';
import { IMAGE_SIZE } from '../image.js';

const { abs, floor } = Math; // found once, for loops over millions of pixels

export const SIDE = 56; // pixels: a quarter of what the clip has, so that grain does not count
const SHRINK = IMAGE_SIZE / SIDE;
const COARSE = SIDE / 2;
const COARSE_REACH = 10; // of 28: a camera that swings by more than a third from one frame to the next shows nothing twice
const BLOCK = 12;
const BLOCKS = 7; // a side
const REACH = 6; // pixels around where the whole picture went

/** Where a block of the picture went from one frame to the next, in fractions of the picture. */
export interface Shift {
  /** Middle of the block, from the middle of the picture: -0.5 to 0.5 */
  readonly x: number;
  readonly y: number;
  readonly dx: number;
  readonly dy: number;
  /** 0 for a block without anything to be told from others. */
  readonly weight: number;
}

/** Brightness of each frame, 0 to 255, [8][56 * 56]. @param clip uint8 [8,224,224,3] */
export function brightnessOf(clip: Uint8Array): Float32Array[] {
  return Array.from({ length: CLIP_FRAMES }, (_, frame) => {
    const pixels = clip.subarray(frame * FRAME_BYTES, (frame + 1) * FRAME_BYTES);
    const small = new Float32Array(SIDE * SIDE);
    for (let row = 0; row < IMAGE_SIZE; row++) {
      for (let column = 0; column < IMAGE_SIZE; column++) {
        const at = (row * IMAGE_SIZE + column) * 3;
        const brightness = 0.299 * pixels[at]! + 0.587 * pixels[at + 1]! + 0.114 * pixels[at + 2]!;
        small[floor(row / SHRINK) * SIDE + floor(column / SHRINK)]! += brightness / (SHRINK * SHRINK);
      }
    }
    return small;
  });
}

/** Looks for the blocks of one frame in the next: first where the whole picture went, then each block around there. */
export function matchBlocks(before: Float32Array, after: Float32Array): Shift[] {
  const whole = wholeShift(before, after);
  const lastPlace = SIDE - BLOCK;
  const places = Array.from({ length: BLOCKS }, (_, index) => Math.round((index * lastPlace) / (BLOCKS - 1)));
  return places.flatMap((top) => places.map((left) => matchBlock(before, after, left, top, whole)));
}

interface Move {
  readonly x: number;
  readonly y: number;
}

/** Of half the resolution: the move after which what both frames show differs least. In pixels of the full one. */
function wholeShift(before: Float32Array, after: Float32Array): Move {
  const [one, other] = [halved(before), halved(after)];
  let best = { x: 0, y: 0 };
  let least = differenceAt(one, other, 0, 0) * 0.98; // staying where it is needs no proof
  for (let y = -COARSE_REACH; y <= COARSE_REACH; y++) {
    for (let x = -COARSE_REACH; x <= COARSE_REACH; x++) {
      const difference = differenceAt(one, other, x, y);
      if (difference < least) [best, least] = [{ x: 2 * x, y: 2 * y }, difference];
    }
  }
  return best;
}

/** Mean absolute difference of what is in both frames when the second is moved back. */
function differenceAt(one: Float32Array, other: Float32Array, x: number, y: number): number {
  const [left, right] = [Math.max(0, -x), Math.min(COARSE, COARSE - x)];
  const [top, bottom] = [Math.max(0, -y), Math.min(COARSE, COARSE - y)];
  let sum = 0;
  for (let row = top; row < bottom; row++) {
    const from = row * COARSE;
    const to = (row + y) * COARSE + x;
    for (let column = left; column < right; column++) sum += abs(one[from + column]! - other[to + column]!);
  }
  return sum / ((right - left) * (bottom - top));
}

function halved(frame: Float32Array): Float32Array {
  return Float32Array.from({ length: COARSE * COARSE }, (_, index) => {
    const at = floor(index / COARSE) * 2 * SIDE + (index % COARSE) * 2;
    return (frame[at]! + frame[at + 1]! + frame[at + SIDE]! + frame[at + SIDE + 1]!) / 4;
  });
}

function matchBlock(before: Float32Array, after: Float32Array, left: number, top: number, whole: Move): Shift {
  const place = { x: (left + BLOCK / 2) / SIDE - 0.5, y: (top + BLOCK / 2) / SIDE - 0.5 };
  const cost = (x: number, y: number, most = Infinity) => blockDifference(before, after, left, top, x, y, most);
  let best = { x: 0, y: 0 };
  let least = Infinity;
  for (let y = whole.y - REACH; y <= whole.y + REACH; y++) {
    for (let x = whole.x - REACH; x <= whole.x + REACH; x++) {
      const difference = cost(x, y, least);
      if (difference < least) [best, least] = [{ x, y }, difference];
    }
  }
  if (least === Infinity) return { ...place, dx: whole.x / SIDE, dy: whole.y / SIDE, weight: 0 }; // it went out of the picture
  const { x, y } = best;
  const [left1, right1, up, down] = [cost(x - 1, y), cost(x + 1, y), cost(x, y - 1), cost(x, y + 1)];
  return {
    ...place,
    dx: (x + between(left1, least, right1)) / SIDE,
    dy: (y + between(up, least, down)) / SIDE,
    weight: certainty(least, Math.min(left1, right1), Math.min(up, down)),
  };
}

/** Mean absolute difference; Infinity outside of the picture, or as soon as it is more than `most`. */
function blockDifference(
  before: Float32Array,
  after: Float32Array,
  left: number,
  top: number,
  x: number,
  y: number,
  most: number,
): number {
  if (left + x < 0 || top + y < 0 || left + x + BLOCK > SIDE || top + y + BLOCK > SIDE) return Infinity;
  let sum = 0;
  for (let row = 0; row < BLOCK; row++) {
    const from = (top + row) * SIDE + left;
    const to = (top + row + y) * SIDE + left + x;
    for (let column = 0; column < BLOCK; column++) sum += abs(before[from + column]! - after[to + column]!);
    if (sum > most * BLOCK * BLOCK) return Infinity;
  }
  return sum / (BLOCK * BLOCK);
}

/** The lowest place of the parabola through three neighbours, -0.5 to 0.5 from the middle one. */
function between(one: number, least: number, other: number): number {
  if (!Number.isFinite(one) || !Number.isFinite(other)) return 0;
  const bend = one + other - 2 * least;
  return bend <= 0 ? 0 : Math.max(-0.5, Math.min(0.5, (one - other) / (2 * bend)));
}

/** How much worse the neighbours are, in both directions: a wall, or the edge of a table, is alike wherever one looks. */
function certainty(least: number, aside: number, above: number): number {
  const nearest = Math.min(aside, above);
  return Number.isFinite(nearest) ? Math.min(1, (nearest - least) / (least + 2)) : 0;
}
