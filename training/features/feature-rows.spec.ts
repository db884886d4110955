import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FeatureCache } from './feature-cache.js';
import { FeatureRows } from './feature-rows.js';

const MEBIBYTE = 1024 ** 2;
const WIDTH = MEBIBYTE / 4;
const ROWS = 48;
const hashes = Array.from({ length: ROWS }, (_, row) => row.toString(16).padStart(64, '0'));

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rows-'));
  const cache = await FeatureCache.open(folder, WIDTH);
  for (const [row, hash] of hashes.entries()) await cache.add([hash], new Float32Array(WIDTH).fill(row));
});
afterAll(() => rm(folder, { recursive: true }));

const heldBytes = () => process.memoryUsage().arrayBuffers;

it('needs the memory of what is asked for, not of what there is', async () => {
  const before = heldBytes();
  const cache = await FeatureCache.open(folder, WIDTH, new Set(hashes));
  const places = hashes.map((hash) => cache.placeOf(hash)!);
  const rows = new FeatureRows(places, WIDTH, 4 * MEBIBYTE);
  const batch = new Float32Array(2 * WIDTH);
  for (let row = 0; row < ROWS; row++) rows.copy(row, 0, batch.subarray(0, WIDTH));
  expect(batch[WIDTH - 1]).toBe(ROWS - 1);
  expect((heldBytes() - before) / MEBIBYTE).toBeLessThan(4 + 2 + 6); // kept, the batch, and some more: all would be 48
});

it('reads a part of a row, whether it is kept or not', async () => {
  const cache = await FeatureCache.open(folder, 2);
  await cache.add([hashes[0]!, hashes[1]!], Float32Array.of(1, 2, 3, 4));
  const places = [hashes[1]!, hashes[0]!].map((hash) => cache.placeOf(hash)!);
  for (const keptBytes of [0, 8, 16]) {
    const rows = new FeatureRows(places, 2, keptBytes);
    for (const expected of [4, 4]) {
      const into = new Float32Array(1);
      rows.copy(0, 1, into);
      expect(into).toEqual(Float32Array.of(expected));
    }
  }
});
