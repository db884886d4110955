import { MemoryArtifactStore } from '../platform/memory-artifact-store.js';
import { namedCheckpoints } from './checkpoints.js';

const weight = { name: 'kernel', shape: [1], values: Float32Array.of(0.5) };
const afterEpochs = (...validationLosses: number[]) => ({
  curve: validationLosses.map((validationLoss, index) => ({
    ...{ epoch: index + 1, phase: 'head', loss: 0, validationLoss, validationScore: 0 },
    endedAt: '2026-11-22T00:00:00.000Z',
  })),
  ...{ phase: 0, weights: [weight], optimizer: [], best: [weight] },
});

it('names every epoch with its loss, keeps the last and the best, and goes on from the last', async () => {
  const store = new MemoryArtifactStore();
  const checkpoints = namedCheckpoints(store, 'experiments/one/checkpoints');
  expect(await checkpoints.load()).toBeUndefined();
  const saved: string[] = [];
  for (const losses of [[0.9], [0.9, 0.41236], [0.9, 0.41236, 0.5], [0.9, 0.41236, 0.5, 0.6]]) {
    saved.push(await checkpoints.save(afterEpochs(...losses)));
  }
  expect(saved.at(-1)).toBe('experiments/one/checkpoints/model.0004-0.6000');
  const kept: string[] = [];
  for await (const { key } of store.list('experiments/')) kept.push(key.split('/').at(-1)!);
  expect(kept).toEqual(['model.0002-0.4124', 'model.0004-0.6000']);
  expect((await checkpoints.load())?.curve).toHaveLength(4);
});
