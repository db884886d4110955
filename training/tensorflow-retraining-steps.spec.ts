import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import * as tf from '@tensorflow/tfjs';
import { readEnvironment } from '../platform/environment.js';
import { GoldenSchema, readGolden } from '../platform/golden.js';
import type { DatasetReference } from '../platform/manifest.js';
import { MemoryArtifactStore } from '../platform/memory-artifact-store.js';
import { MemoryVectorIndex } from '../platform/memory-vector-index.js';
import { ModelRegistry } from '../platform/model-registry.js';
import { ScorecardSchema } from '../platform/scorecard.js';
import { ServedGraph } from './served-graph.js';
import { startTensorflow } from './tensorflow.js';
import { TensorflowRetrainingSteps } from './tensorflow-retraining-steps.js';

const MOVIES = 260;
const family = 'poster-genre';
const version = '20261121T074500Z-1a2b3c4d';
const context = { report: () => undefined, signal: new AbortController().signal };
const hyperparameters = { epochs: 3, hiddenUnits: 16, learningRate: 0.005 };

let folder: string;
let steps: TensorflowRetrainingSteps;
let dataset: DatasetReference;
const store = new MemoryArtifactStore();
const registry = new ModelRegistry(store);
const index = new MemoryVectorIndex(store);
const request = () => ({ family, version, dataset, hyperparameters, seed: 1 });

/** Red posters are horror, blue ones comedy. */
async function drawMovies(): Promise<void> {
  await mkdir(join(folder, 'posters'));
  const movies = Array.from({ length: MOVIES }, (_, number) => ({
    ...{ id: `m${number}`, title: `Film ${number}`, year: 2000, plot: '' },
    genres: number % 2 === 0 ? ['Horror'] : ['Comedy'],
    poster: `posters/m${number}.jpg`,
  }));
  for (const [number, { poster }] of movies.entries()) {
    const background =
      number % 2 === 0 ? { r: 100 + (number % 90), g: 0, b: 0 } : { r: 90, g: 90, b: 150 + (number % 90) };
    const noise = { type: 'gaussian', mean: 128, sigma: 1 + (number % 40) } as const;
    const picture = sharp({ create: { width: 40, height: 60, channels: 3, background } });
    const grain = await sharp({ create: { width: 40, height: 20, channels: 3, background, noise } })
      .png()
      .toBuffer();
    await picture
      .composite([{ input: grain, gravity: 'north' }])
      .jpeg()
      .toFile(join(folder, poster));
  }
  await writeFile(join(folder, 'movies.jsonl'), movies.map((movie) => JSON.stringify(movie)).join('\n'));
}

async function fileOf(name: string): Promise<unknown> {
  const bytes = await registry.readUncommittedFile(family, version, name);
  return JSON.parse(new TextDecoder().decode(bytes)) as unknown;
}

async function prepare(): Promise<DatasetReference> {
  const prepared = await steps.prepareDataset(family, context);
  if (prepared.dataset === null) throw new Error(prepared.tooFew);
  return prepared.dataset;
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'steps-'));
  await drawMovies();
  const { MARQUEE_CACHE: cacheFolder } = readEnvironment();
  const featuresFolder = join(folder, 'features');
  steps = new TensorflowRetrainingSteps({ store, registry, index, cacheFolder, featuresFolder, dataFolder: folder });
  dataset = await prepare();
}, 60_000);

afterAll(() => rm(folder, { recursive: true, force: true }));

it('trains a candidate that tells the genres apart, and says by how much', async () => {
  const candidate = await steps.trainCandidate(request(), context);
  expect(candidate).toMatchObject({ metric: 'macroAuc', baseline: 0.5, backbones: [{ name: 'efficientnet-lite0' }] });
  expect(candidate.hyperparameters).toMatchObject({ ...hyperparameters, unfrozenBlocks: 0 });
  expect(candidate.test.value).toBeGreaterThan(0.9);
  const scorecard = ScorecardSchema.parse(await fileOf('scorecard.json'));
  expect(scorecard.labels).toEqual(['Comedy', 'Horror']);
  expect(scorecard.validation.examples).toBe(dataset.counts.validation);
}, 120_000);

it('exports it as a graph that computes the same, and records what that answers', async () => {
  const { largestDifference } = await steps.exportCandidate(request(), context);
  expect(largestDifference).toBeLessThan(1e-3);
  await steps.recordGoldenInputs(request());
  const graph = await ServedGraph.open(await registry.readUncommittedFile(family, version, 'model.onnx'));
  for (const { feeds, outputs } of readGolden(GoldenSchema.parse(await fileOf('golden.json')))) {
    const answer = await graph.answer(feeds);
    expect([...answer.probabilities!]).toEqual([...outputs.probabilities!]);
    expect(answer.embedding).toHaveLength(1280);
  }
  await graph.close();
}, 60_000);

it('embeds every movie, so that the nearest look alike', async () => {
  const { collection } = await steps.embedCatalogue(request());
  const { vector } = (await index.get(collection!, 'm0'))!;
  const nearest = await index.nearest(collection!, vector, 6);
  expect(nearest[0]).toMatchObject({ id: 'm0' });
  expect(nearest.every(({ metadata }) => metadata.genres.includes('Horror'))).toBe(true);
});

it('finds no difference between a version and itself', async () => {
  const manifest = await registry.commit({
    ...{ family, version, createdAt: '2026-11-21T07:50:00Z', collection: null },
    lineage: {
      ...{ dataset, parentVersion: null, backbones: [{ name: 'b', sha256: '0' }], hyperparameters },
      ...{ overrides: {}, seed: 1, gitCommit: null, libraries: {}, durationSeconds: 1 },
    },
  });
  const comparison = await steps.compareWithChampion(request(), manifest.version, context);
  // one graph rounds otherwise than the other, so a pair of examples with all but equal scores may change places
  expect(Math.abs(comparison.difference.value)).toBeLessThan(0.005);
  expect(comparison.labels.map(({ label }) => label)).toEqual(['Comedy', 'Horror']);
}, 60_000);

it('fine-tunes the backbone when asked to, and exports that too (or says that it cannot)', async () => {
  const tuning = { epochs: 1, hiddenUnits: 8, unfrozenBlocks: 1, fineTuningEpochs: 1 };
  const run = { ...request(), version: '20261121T080000Z-1a2b3c4d', hyperparameters: tuning };
  if (!(await startTensorflow()).trainsConvolutions) {
    await expect(steps.trainCandidate(run, context)).rejects.toMatchObject({ code: 'NATIVE_TENSORFLOW_NEEDED' });
    return;
  }
  const phases: (string | undefined)[] = [];
  await steps.trainCandidate(run, { ...context, report: ({ epoch }) => epoch && phases.push(epoch.phase) });
  expect(phases).toEqual(['head', 'fine-tuning']);
  expect((await steps.exportCandidate(run, context)).largestDifference).toBeLessThan(1e-3);
}, 120_000);

it('names what is wrong with a request', async () => {
  const wrong = { ...request(), hyperparameters: { learnignRate: 1 } };
  await expect(steps.trainCandidate(wrong, context)).rejects.toMatchObject({ code: 'INVALID_HYPERPARAMETERS' });
  await expect(steps.prepareDataset('nothing', context)).rejects.toMatchObject({ code: 'FAMILY_NOT_FOUND' });
});

it('leaves no tensor behind', async () => {
  const before = tf.memory().numTensors;
  await steps.trainCandidate({ ...request(), version: '20261121T081000Z-1a2b3c4d' }, context);
  expect(tf.memory().numTensors).toBe(before);
}, 60_000);

it('notices a poster that has changed since the dataset was prepared', async () => {
  const before = await prepare();
  await sharp({ create: { width: 9, height: 9, channels: 3, background: 'lime' } })
    .jpeg()
    .toFile(join(folder, 'posters/m1.jpg'));
  const after = await prepare();
  expect(after.hash).not.toBe(before.hash);
});
