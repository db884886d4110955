import sharp from 'sharp';
import { decodeClip } from '../../models/clip.js';
import { cameraMotion } from '../../models/shot-type/camera-motion.js';
import type { CameraMotion } from '../../models/shot-type/camera-motion.js';
import { brightnessOf, matchBlocks } from '../../models/shot-type/match-blocks.js';
import { Random } from '../random.js';
import { MOVEMENTS, drawTake } from './draw-take.js';
import type { Movement } from './draw-take.js';
import { filmHash, filmStill } from './film-still.js';

/** Blots of all sizes: something to be seen everywhere. */
async function blots(): Promise<Buffer> {
  const random = new Random(5);
  const blot = () => {
    const [x, y, radius, grey] = [300, 200, 30, 255].map((most) => random.below(most));
    return `<circle cx="${x}" cy="${y}" r="${radius}" fill="rgb(${grey},${grey},${255 - grey!})"/>`;
  };
  const circles = Array.from({ length: 150 }, blot).join('');
  return sharp(Buffer.from(`<svg width="300" height="200">${circles}</svg>`))
    .jpeg()
    .toBuffer();
}
const still = await blots();

async function seen(movement: Movement, seed: number): Promise<{ travel: number; growth: number }> {
  const frames = brightnessOf(await decodeClip(await filmStill(still, { movement, seed }), 'clip'));
  const steps = frames.slice(1).map((frame, step) => cameraMotion(matchBlocks(frames[step]!, frame)));
  const sum = (of: (step: CameraMotion) => number) => steps.reduce((total, step) => total + of(step), 0);
  return {
    travel: Math.hypot(
      sum(({ x }) => x),
      sum(({ y }) => y),
    ),
    growth: sum(({ growth }) => growth),
  };
}

const SEEDS = [1, 2, 3];

it('goes somewhere, nears, recedes or stays, as it was told to', async () => {
  for (const seed of SEEDS) {
    const [still, motion, push, pull] = await Promise.all(
      (['static', 'motion', 'push', 'pull'] as const).map((movement) => seen(movement, seed)),
    );
    expect(Math.abs(still!.growth)).toBeLessThan(0.01);
    expect(still!.travel).toBeLessThan(0.03);
    expect(motion!.travel).toBeGreaterThan(0.04);
    expect(push!.growth).toBeGreaterThan(0.01);
    expect(pull!.growth).toBeLessThan(-0.01);
  }
});

it('films the same twice, and something else with another seed', async () => {
  const [once, again, other] = await Promise.all([
    filmStill(still, { movement: 'motion', seed: 7 }),
    filmStill(still, { movement: 'motion', seed: 7 }),
    filmStill(still, { movement: 'motion', seed: 8 }),
  ]);
  expect(Buffer.compare(once, again)).toBe(0);
  expect(Buffer.compare(once, other)).not.toBe(0);
});

it('never looks beyond the still', () => {
  for (const movement of MOVEMENTS) {
    for (let seed = 0; seed < 200; seed++) {
      for (const { x, y, size } of drawTake(movement, seed).windows) {
        expect(Math.min(x, y) - size / 2).toBeGreaterThanOrEqual(-1e-9);
        expect(Math.max(x, y) + size / 2).toBeLessThanOrEqual(1 + 1e-9);
      }
    }
  }
});

it('names a film by its still and by how it is filmed', () => {
  const hashes = [
    filmHash('a', { movement: 'push', seed: 1 }),
    filmHash('a', { movement: 'push', seed: 2 }),
    filmHash('a', { movement: 'pull', seed: 1 }),
    filmHash('b', { movement: 'push', seed: 1 }),
  ];
  expect(new Set(hashes).size).toBe(4);
});

it('refuses a movement that no camera makes', async () => {
  await expect(filmStill(still, { movement: 'wobble', seed: 1 })).rejects.toThrow(/no camera makes.*wobble/i);
});
