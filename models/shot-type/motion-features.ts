import { CLIP_FRAMES } from '../clip.js';
import { cameraMotion } from './camera-motion.js';
import type { CameraMotion } from './camera-motion.js';
import { brightnessOf, matchBlocks } from './match-blocks.js';

/** From which frame to which: each step, and what adds up over several, since slow movements hide in one. */
const STEPS = Array.from({ length: CLIP_FRAMES - 1 }, (_, frame) => [frame, frame + 1] as const);
const STRETCHES = [
  [0, 3],
  [2, 5],
  [4, 7],
  [0, 7],
] as const;
const OF_A_PAIR = 4;
const OF_ALL = 7;
export const MOTION_FEATURES = (STEPS.length + STRETCHES.length) * OF_A_PAIR + OF_ALL;
/** To be counted up when the same clip gives other numbers. */
export const MEASURING = 'camera-motion-1';

/**
 * What the camera does in a clip, whichever way it goes: for each pair of frames how far it goes in the direction of the whole and
 * across it, how much it nears and how much is left unexplained, then the same of the whole.
 * @param clip uint8 [8,224,224,3]
 * @returns float32 [51], each about -2 to 2
 */
export function motionFeatures(clip: Uint8Array): Float32Array {
  const frames = brightnessOf(clip);
  const motionOf = ([from, to]: readonly [number, number]) => cameraMotion(matchBlocks(frames[from]!, frames[to]!));
  const steps = STEPS.map(motionOf);
  const whole = { x: sumOf(steps, ({ x }) => x), y: sumOf(steps, ({ y }) => y) };
  const travel = Math.hypot(whole.x, whole.y);
  const direction = travel > 0 ? { x: whole.x / travel, y: whole.y / travel } : { x: 1, y: 0 };
  const along = ({ x, y }: CameraMotion) => x * direction.x + y * direction.y;
  const across = ({ x, y }: CameraMotion) => Math.abs(y * direction.x - x * direction.y);
  const way = sumOf(steps, ({ x, y }) => Math.hypot(x, y));
  const growth = sumOf(steps, (step) => step.growth);
  const growing = sumOf(steps, (step) => Math.abs(step.growth));
  const values = [
    ...[...steps, ...STRETCHES.map(motionOf)].flatMap((pair) => [along(pair), across(pair), pair.growth, pair.rest]),
    ...[travel, way, growth, growing, sumOf(steps, ({ rest }) => rest)],
  ].map(compressed);
  return Float32Array.from([...values, travel / (way + NOTHING), growth / (growing + NOTHING)]);
}

const NOTHING = 0.01; // of the picture: what a hand does

/** Hardly anything and a little differ as much as much and very much: speeds are compared by their ratio. */
function compressed(value: number): number {
  return (Math.sign(value) * Math.log1p(Math.abs(value) * 100)) / 2;
}

function sumOf(steps: readonly CameraMotion[], value: (step: CameraMotion) => number): number {
  return steps.reduce((sum, step) => sum + value(step), 0);
}
