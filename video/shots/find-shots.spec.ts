import { black, drawnFrames, faded, scene, white } from './drawn-frames.js';
import type { Part } from './drawn-frames.js';
import { findShots } from './find-shots.js';

async function shotsIn(...parts: readonly Part[]): Promise<[number, number][]> {
  const shots: [number, number][] = [];
  for await (const { from, until } of findShots(drawnFrames(...parts))) shots.push([from, until]);
  return shots;
}

it('finds every hard cut at its very frame, also between short shots', async () => {
  const parts = [40, 12, 9, 30].map((frames, kind) => ({ scene: scene(kind + 1), frames }));
  expect(await shotsIn(...parts)).toEqual([
    [0, 40],
    [40, 52],
    [52, 61],
    [61, 91],
  ]);
});

it('takes a camera that turns for one shot, and finds the cut after it', async () => {
  expect(await shotsIn({ scene: scene(2), frames: 60, pan: 3 }, { scene: scene(5), frames: 20, pan: -2 })).toEqual([
    [0, 60],
    [60, 80],
  ]);
});

it('takes a flash for no cut', async () => {
  const lightning = [...Array<number>(20), 1, 2, ...Array<number>(20)].map((flash) => ({
    scene: flash ? white : scene(3),
    frames: 1,
  }));
  expect(await shotsIn(...lightning)).toEqual([[0, 42]]);
});

it('parts shots by a fade to black, which belongs to neither', async () => {
  const fade = (kind: number, up: boolean) =>
    Array.from({ length: 12 }, (_, step) => ({
      scene: faded(scene(kind), (up ? step + 1 : 12 - step) / 12),
      frames: 1,
    }));
  const shots = await shotsIn(
    { scene: scene(1), frames: 30 },
    ...fade(1, false),
    { scene: black, frames: 10 },
    ...fade(4, true),
    { scene: scene(4), frames: 30 },
  );
  expect(shots).toHaveLength(2);
  const [[from, until], [next, end]] = shots as [[number, number], [number, number]];
  expect([from, end]).toEqual([0, 94]);
  expect(until).toBeGreaterThan(36); // what can still be seen of it is part of it
  expect(until).toBeLessThanOrEqual(42);
  expect(next).toBeGreaterThanOrEqual(52);
  expect(next).toBeLessThan(58);
});

it('finds no shot in what is empty from beginning to end', async () => {
  expect(await shotsIn({ scene: black, frames: 50 })).toEqual([]);
  expect(await shotsIn()).toEqual([]);
});

it('goes on from the beginning of a shot as if it had never stopped', async () => {
  const parts: readonly Part[] = [3, 6, 1, 5].map((kind) => ({ scene: scene(kind), frames: 25, pan: 2 }));
  const all = await shotsIn(...parts);
  const rest = await shotsIn(...parts.slice(1));
  expect(rest).toEqual(all.slice(1).map(([from, until]) => [from - 25, until - 25]));
});

it('shows each shot by eight frames of it, as far from each other as can be', async () => {
  const chosen: number[][] = [];
  const parts: readonly Part[] = [
    { scene: scene(1), frames: 800 },
    { scene: scene(4), frames: 6 },
  ];
  for await (const { frames } of findShots(drawnFrames(...parts))) chosen.push(frames.map(({ index }) => index));
  const [long, short] = chosen as [number[], number[]];
  expect(long).toHaveLength(8);
  long.forEach((index, eighth) => expect(Math.abs(index - (eighth * 100 + 50))).toBeLessThanOrEqual(13));
  expect(short).toEqual([800, 801, 801, 802, 803, 804, 804, 805]);
});
