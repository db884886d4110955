import type { Shift } from './match-blocks.js';

/** What the camera did between two frames: everything went by `x` and `y`, and away from the middle by `growth`. */
export interface CameraMotion {
  /** In fractions of the picture. */
  readonly x: number;
  readonly y: number;
  /** 0.1: what was seen is a tenth larger. */
  readonly growth: number;
  /** How far blocks are from where this says, in fractions of the picture; most of it is what moves on its own. */
  readonly rest: number;
}

const ROUNDS = 8;
const TOLERANCE = 0.012; // of the picture: two thirds of a pixel at which blocks are matched

/**
 * The one motion that most blocks agree on. Blocks that disagree (people who walk, water) count less and less, by
 * reweighted least squares.
 */
export function cameraMotion(shifts: readonly Shift[]): CameraMotion {
  let motion: CameraMotion = { ...medianShift(shifts), growth: 0, rest: 0 };
  for (let round = 0; round < ROUNDS; round++) {
    const trust = shifts.map((shift) => shift.weight / (1 + (distance(shift, motion) / TOLERANCE) ** 2));
    motion = leastSquares(shifts, trust) ?? motion;
  }
  return motion;
}

function distance({ x, y, dx, dy }: Shift, motion: CameraMotion): number {
  return Math.hypot(dx - motion.x - motion.growth * x, dy - motion.y - motion.growth * y);
}

function medianShift(shifts: readonly Shift[]): { x: number; y: number } {
  const sure = shifts.filter(({ weight }) => weight > 0);
  return { x: median(sure.map(({ dx }) => dx)), y: median(sure.map(({ dy }) => dy)) };
}

function median(values: readonly number[]): number {
  return [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0;
}

/** undefined where there is nothing to go by. */
function leastSquares(shifts: readonly Shift[], trust: readonly number[]): CameraMotion | undefined {
  const sum = (of: (shift: Shift) => number) =>
    shifts.reduce((total, shift, index) => total + trust[index]! * of(shift), 0);
  const all = sum(() => 1);
  if (all < 1e-3) return undefined;
  const mean = (name: 'x' | 'y' | 'dx' | 'dy') => sum((shift) => shift[name]) / all;
  const [x, y, dx, dy] = [mean('x'), mean('y'), mean('dx'), mean('dy')];
  const spread = sum((shift) => (shift.x - x) ** 2 + (shift.y - y) ** 2);
  const along = sum((shift) => (shift.x - x) * (shift.dx - dx) + (shift.y - y) * (shift.dy - dy));
  const growth = along / (spread + all * 0.01); // blocks in one corner only prove no growth
  const motion = { x: dx - growth * x, y: dy - growth * y, growth };
  const rest = sum((shift) => Math.min(0.1, distance(shift, { ...motion, rest: 0 }))) / all;
  return { ...motion, rest };
}
