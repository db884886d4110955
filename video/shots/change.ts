import { COLUMNS, ROWS } from './look.js';
import type { Look } from './look.js';

const BLOCK = 8; // cells a side
const REACH = 4; // cells that a block may have moved either way from one frame to the next
const PLAIN = 6; // what noise alone strays: a block of even colour is found anywhere

/**
 * How unlike two frames are: 0 is the same, 1 has nothing in common. Both their colours and what is where must differ:
 * a hand before the lens changes the colours, a camera that turns what is where, and a cut changes both.
 */
export function changeBetween(before: Look, after: Look): number {
  return Math.sqrt(colourChange(before.colours, after.colours) * structureChange(before, after));
}

/** The share of the picture whose colour is another. */
function colourChange(before: Float32Array, after: Float32Array): number {
  let difference = 0;
  for (let bin = 0; bin < before.length; bin++) difference += Math.abs(before[bin]! - after[bin]!);
  return difference / 2;
}

/**
 * What is left of the difference once every block has moved to where it fits best.
 * A camera that moves leaves most blocks to be found a little aside; a cut leaves nothing to be found. Measured against the
 * contrast of both, as a dark scene differs from another dark one by little in figures.
 */
function structureChange(before: Look, after: Look): number {
  let left = 0;
  for (let row = 0; row + BLOCK <= ROWS; row += BLOCK) {
    for (let column = 0; column < COLUMNS; column += BLOCK) left += bestFit(before.luma, after.luma, row, column);
  }
  const blocks = Math.floor(ROWS / BLOCK) * (COLUMNS / BLOCK);
  return Math.min(1, left / blocks / (PLAIN + (before.contrast + after.contrast) / 2));
}

/** Mean absolute difference of a block to where it fits best. */
function bestFit(before: Uint8Array, after: Uint8Array, row: number, column: number): number {
  let best = Infinity;
  for (let down = -REACH; down <= REACH; down++) {
    if (row + down < 0 || row + down + BLOCK > ROWS) continue;
    for (let right = -REACH; right <= REACH; right++) {
      if (column + right < 0 || column + right + BLOCK > COLUMNS) continue;
      const fit = difference(before, after, row, column, down, right, best);
      if (fit < best) best = fit;
    }
  }
  return best / BLOCK ** 2;
}

/** Given up once it exceeds the best so far. */
function difference(
  before: Uint8Array,
  after: Uint8Array,
  row: number,
  column: number,
  down: number,
  right: number,
  best: number,
): number {
  let sum = 0;
  for (let y = row; y < row + BLOCK && sum < best; y++) {
    const from = y * COLUMNS + column;
    const to = from + down * COLUMNS + right;
    for (let x = 0; x < BLOCK; x++) {
      const apart = after[from + x]! - before[to + x]!;
      sum += apart < 0 ? -apart : apart;
    }
  }
  return sum;
}
