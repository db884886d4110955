import { MemoryArtifactStore } from './memory-artifact-store.js';
import { MemoryVectorIndex } from './memory-vector-index.js';
import { describeVectorIndex } from './vector-index.contract.js';

const store = new MemoryArtifactStore();

describeVectorIndex('MemoryVectorIndex', () => new MemoryVectorIndex(store));

const metadata = { title: 'A', year: 2000, genres: ['Drama'] };

it('reads a snapshot once, not for every question', async () => {
  const counting = new MemoryArtifactStore();
  let reads = 0;
  const get = counting.get.bind(counting);
  counting.get = (key) => {
    reads++;
    return get(key);
  };
  const index = new MemoryVectorIndex(counting);
  await index.replace('c', [{ id: 'a', vector: Float32Array.of(1), metadata }]);
  const questions = Array.from({ length: 20 }, () => index.nearest('c', Float32Array.of(1), 1));
  expect((await Promise.all(questions)).flat()).toHaveLength(20);
  expect(reads).toBe(1);
});

it('names the collection whose snapshot is damaged, and heals when it is replaced', async () => {
  const index = new MemoryVectorIndex(store);
  await store.put('collections/damaged', Uint8Array.of(255, 255, 255, 255, 1));
  const question = () => index.nearest('damaged', Float32Array.of(1), 1);
  await expect(question()).rejects.toMatchObject({ code: 'SNAPSHOT_CORRUPT' });
  await expect(question()).rejects.toThrow('damaged');
  await index.replace('damaged', [{ id: 'a', vector: Float32Array.of(1), metadata }]);
  expect(await question()).toHaveLength(1);
});

it('refuses a snapshot in which one bit of a vector changed, and the one of another collection', async () => {
  const index = new MemoryVectorIndex(store);
  await index.replace('flipped', [{ id: 'a', vector: Float32Array.of(1, 2), metadata }]);
  const { bytes } = await store.get('collections/flipped');
  bytes[bytes.length - 33]! ^= 1; // the last vector's last byte: the digest has 32
  await store.put('collections/flipped', bytes);
  await index.replace('other', [{ id: 'a', vector: Float32Array.of(1, 2), metadata }]);
  await store.put('collections/exchanged', (await store.get('collections/other')).bytes);
  for (const collection of ['flipped', 'exchanged']) {
    await expect(index.get(collection, 'a')).rejects.toMatchObject({ code: 'SNAPSHOT_CORRUPT' });
  }
});
