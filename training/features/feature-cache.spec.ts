import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FeatureCache, readFeatures } from './feature-cache.js';

const [one, two] = ['a', 'b'].map((digit) => digit.repeat(64)) as [string, string];
let folder: string;

function read(cache: FeatureCache, hash: string, width: number): Float32Array {
  const features = new Float32Array(width);
  readFeatures(cache.placeOf(hash)!, 0, features);
  return features;
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'features-'));
});
afterEach(() => rm(folder, { recursive: true }));

it('gives features back, also in another process', async () => {
  const cache = await FeatureCache.open(folder, 2);
  await cache.add([one, two], Float32Array.of(1, 2, 3, 4));
  expect(read(cache, two, 2)).toEqual(Float32Array.of(3, 4));

  const reopened = await FeatureCache.open(folder, 2);
  expect(read(reopened, one, 2)).toEqual(Float32Array.of(1, 2));
  expect(reopened.has('c'.repeat(64))).toBe(false);
});

it('keeps what two writers add at the same time', async () => {
  const caches = await Promise.all([FeatureCache.open(folder, 1), FeatureCache.open(folder, 1)]);
  await Promise.all([caches[0].add([one], Float32Array.of(1)), caches[1].add([two], Float32Array.of(2))]);
  const reopened = await FeatureCache.open(folder, 1);
  expect([read(reopened, one, 1), read(reopened, two, 1)]).toEqual([Float32Array.of(1), Float32Array.of(2)]);
});

it('passes over a segment that was cut short or altered, and one that was never finished', async () => {
  await (await FeatureCache.open(folder, 2)).add([one, two], Float32Array.of(1, 2, 3, 4));
  const [name] = (await readdir(folder)) as [string];
  const whole = await readFile(join(folder, name));
  await writeFile(join(folder, 'killed.part'), whole);
  for (const broken of [whole.subarray(0, 40), whole.subarray(0, whole.length - 1), Buffer.alloc(whole.length)]) {
    await writeFile(join(folder, name), broken);
    expect((await FeatureCache.open(folder, 2)).has(one)).toBe(false);
  }
});

it('looks only into segments that have something of what is wanted', async () => {
  const cache = await FeatureCache.open(folder, 1);
  await cache.add([one], Float32Array.of(1));
  await cache.add([two], Float32Array.of(2));
  const reopened = await FeatureCache.open(folder, 1, new Set([two]));
  expect([reopened.has(one), reopened.has(two)]).toEqual([false, true]);
});
