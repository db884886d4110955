import type { ExperimentPlan } from '../../platform/experiments/definition.js';
import { ExperimentStore } from '../../platform/experiments/experiment-store.js';
import { MemoryArtifactStore } from '../../platform/memory-artifact-store.js';
import type { DefinitionFiles } from './definition-files.js';
import type { ExperimentRuns } from './experiment-runs.js';
import { ExperimentsService } from './experiments.service.js';

const plan: ExperimentPlan = {
  ...{ name: 'shapes', title: 'Shapes', family: 'image-class', baseline: 'weak', publish: 'none' },
  ...{ folds: 2, seeds: [1], arms: [{ name: 'weak', hyperparameters: {} }] },
};
const ending = { status: 'completed', failure: null, winner: 'weak', publication: null } as const;

let artifacts: MemoryArtifactStore;
let experiments: ExperimentStore;
let id: string;
beforeEach(async () => {
  artifacts = new MemoryArtifactStore();
  experiments = new ExperimentStore(artifacts);
  ({ id } = await experiments.create(plan));
  const place = { experiment: id, arm: 'weak', seed: 1, fold: 1 };
  await experiments.writeFold(place, Float32Array.of(1, 2), { epochs: 1, seconds: 1, score: 1 });
  await experiments.writeModel(id, 'weak', Uint8Array.of(1));
});

/** @param cancel what Temporal says to that: whether there was something to cancel */
function serviceWhere(cancel: () => Promise<boolean>): ExperimentsService {
  return new ExperimentsService(experiments, {} as DefinitionFiles, { cancel } as unknown as ExperimentRuns);
}

async function artifactCount(): Promise<number> {
  const keys: string[] = [];
  for await (const { key } of artifacts.list('')) keys.push(key);
  return keys.length;
}

it('cancels one that runs, and keeps what it has found', async () => {
  await serviceWhere(() => Promise.resolve(true)).remove(id);
  expect(await experiments.record(id)).toMatchObject({ status: 'running' });
  expect(await artifactCount()).toBe(4);
});

it('removes all of one that has ended', async () => {
  await experiments.end(id, ending);
  await serviceWhere(() => Promise.reject(new Error('nobody is to be cancelled'))).remove(id);
  await expect(experiments.record(id)).rejects.toMatchObject({ code: 'EXPERIMENT_NOT_FOUND', status: 404 });
  expect(await artifactCount()).toBe(0);
});

it('removes one whose workflow ended without a word', async () => {
  await serviceWhere(() => Promise.resolve(false)).remove(id);
  expect(await artifactCount()).toBe(0);
});

it('keeps one that ended just as somebody wanted to cancel it', async () => {
  const service = serviceWhere(async () => {
    await experiments.end(id, ending);
    return false;
  });
  await service.remove(id);
  expect(await experiments.record(id)).toMatchObject({ status: 'completed', winner: 'weak' });
  expect(await artifactCount()).toBe(4);
});
