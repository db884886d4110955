import { collectionName } from '../../platform/collection-name.js';
import { PlatformError } from '../../platform/errors.js';
import { MemoryArtifactStore } from '../../platform/memory-artifact-store.js';
import { MemoryVectorIndex } from '../../platform/memory-vector-index.js';
import { ModelRegistry } from '../../platform/model-registry.js';
import { LINEAGE } from '../../test/api/publish-files.js';
import { Metrics } from '../metrics/metrics.js';
import { ThreadedVersionLoader } from './version-loader.js';
import type { Urgency } from './version-loader.js';

const VERSION = '20261121T070000Z-0000aaaa';
const COLLECTION = collectionName('f', VERSION);
const FILES = { 'vocabulary.json': {}, 'golden.json': { examples: [{ feeds: {}, outputs: {} }] }, 'model.onnx': {} };

/** A loader of one version with vectors, and how many of its threads run. */
async function loading() {
  const store = new MemoryArtifactStore();
  const registry = new ModelRegistry(store);
  for (const [name, value] of Object.entries(FILES)) {
    await registry.writeFile('f', VERSION, name, new TextEncoder().encode(JSON.stringify(value)));
  }
  const createdAt = '2026-11-21T07:45:00.000Z';
  await registry.commit({ family: 'f', version: VERSION, createdAt, collection: COLLECTION, lineage: LINEAGE });
  const index = new MemoryVectorIndex(store);
  const vector = Float32Array.of(1, 0);
  await index.replace(COLLECTION, [{ id: 'm1', vector, metadata: { title: 'M', year: 2000, genres: [] } }]);

  const running = { threads: 0 };
  const start = () => {
    running.threads += 1;
    const close = () => {
      running.threads -= 1;
      return Promise.resolve();
    };
    return Promise.resolve({ answer: () => Promise.resolve([]), close });
  };
  const loader = new ThreadedVersionLoader(registry, index, new Metrics(), 2, start);
  return { store, index, running, load: (urgency: Urgency = 'another-served') => loader.load('f', VERSION, urgency) };
}

it('starts all threads before it takes the place of another version, and ends them with it', async () => {
  const { running, load } = await loading();
  const predictor = await load();
  expect(running.threads).toBe(2);
  await predictor.close();
  expect(running.threads).toBe(0);
});

it('refuses for good a version whose vectors cannot be read, and leaves no thread behind', async () => {
  const { store, running, load } = await loading();
  await store.put(`collections/${COLLECTION}`, new TextEncoder().encode('no snapshot'));
  await expect(load()).rejects.toMatchObject({ name: 'CorruptVersionError', code: 'VERSION_CORRUPT' });
  expect(running.threads).toBe(0);
});

it('leaves no thread behind either while the vectors are out of reach, which may heal', async () => {
  const { index, running, load } = await loading();
  const away = new PlatformError('STORE_AWAY', 503, 'It is away');
  index.has = () => Promise.reject(away);
  await expect(load()).rejects.toBe(away);
  expect(running.threads).toBe(0);
});

it('predicts though the vector database is away', async () => {
  const { index, running, load } = await loading();
  index.has = () => Promise.reject(new PlatformError('VECTORS_UNAVAILABLE', 503, 'It is away'));
  await load();
  expect(running.threads).toBe(2);
});

it('takes the place of no other version while its vectors are missing, but predicts where nothing else does', async () => {
  const { index, running, load } = await loading();
  await index.drop(COLLECTION);
  await expect(load()).rejects.toMatchObject({ code: 'VECTORS_MISSING' });
  expect(running.threads).toBe(0);
  const predictor = await load('nothing-served');
  await predictor.close();
});
