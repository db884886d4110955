import type { Frame } from '../frame.js';

/** Cells of the small picture of luma that frames are compared by: enough for blocks of eight to be found again. */
export const COLUMNS = 64;
export const ROWS = 36;
const LEVELS = 8; // of each colour
const BINS = LEVELS ** 3;
const EMPTY = 20; // between the darkest and the brightest cell: noise, and no letters

/** What of a frame is compared with others: half a hundredth of its bytes. */
export interface Look {
  /** 0 to 255, uint8 [36, 64]. */
  readonly luma: Uint8Array;
  /** Shares of colours, eight levels of each of red, green and blue; their sum is 1. */
  readonly colours: Float32Array;
  /** How far luma strays from its mean (standard deviation), 0 to 255. */
  readonly contrast: number;
  /** All of one colour: black between two scenes, or white. */
  readonly isEmpty: boolean;
}

export function lookAt({ width, height, pixels }: Frame): Look {
  const sums = new Uint32Array(COLUMNS * ROWS);
  const counts = new Uint32Array(COLUMNS * ROWS);
  const colours = new Float32Array(BINS);
  const columnOf = Uint8Array.from({ length: width }, (_, x) => (x * COLUMNS) / width);
  for (let y = 0, at = 0; y < height; y++) {
    const row = Math.floor((y * ROWS) / height) * COLUMNS;
    for (let x = 0; x < width; x++, at += 3) {
      const red = pixels[at]!;
      const green = pixels[at + 1]!;
      const blue = pixels[at + 2]!;
      const cell = row + columnOf[x]!;
      sums[cell]! += (77 * red + 150 * green + 29 * blue) >> 8;
      counts[cell]!++;
      colours[((red >> 5) << 6) | ((green >> 5) << 3) | (blue >> 5)]!++;
    }
  }
  const luma = Uint8Array.from(sums, (sum, cell) => (counts[cell] ? sum / counts[cell] : 0));
  for (let bin = 0; bin < BINS; bin++) colours[bin]! /= width * height;
  return { luma, colours, contrast: contrastOf(luma), isEmpty: Math.max(...luma) - Math.min(...luma) <= EMPTY };
}

function contrastOf(luma: Uint8Array): number {
  let sum = 0;
  let squares = 0;
  for (const value of luma) {
    sum += value;
    squares += value * value;
  }
  return Math.sqrt(Math.max(0, squares / luma.length - (sum / luma.length) ** 2));
}
