import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readEnvironment } from '../../platform/environment.js';
import { FileArtifactStore } from '../../platform/file-artifact-store.js';
import { MemoryVectorIndex } from '../../platform/memory-vector-index.js';
import { ModelRegistry } from '../../platform/model-registry.js';
import { TensorflowRetrainingSteps } from '../../training/tensorflow-retraining-steps.js';
import { decodeFrames } from '../../video/decode.js';
import { forNetwork, withoutBars } from '../../video/pictures.js';
import { probeVideo } from '../../video/probe.js';
import { findShots } from '../../video/shots/find-shots.js';
import { openChampionLabeller } from '../../workflows/champion-labeller.js';
import { LINEAGE } from '../api/publish-files.js';
import { CLIPS, FFMPEG } from './made-clips.js';

const STILLS = 400; // a third of them: movements are learned from few
const VERSION = '20261122T080000Z-00000001';
const FAMILY = 'shot-type';
const frames = process.env.MARQUEE_DATA && join(process.env.MARQUEE_DATA, 'shots');
const isThere = FFMPEG !== undefined && CLIPS !== undefined && existsSync(CLIPS) && frames && existsSync(frames);
const withData = isThere ? describe : describe.skip;

let folder: string;
let registry: ModelRegistry;

/** Learns movements from some of the stills, in a data folder that has those only. */
async function learnMovements(): Promise<void> {
  const data = join(folder, 'data');
  await mkdir(join(data, 'shots'), { recursive: true });
  await symlink(join(frames!, 'frames'), join(data, 'shots/frames'));
  const list = (await readFile(join(frames!, 'frames.jsonl'), 'utf8')).split('\n').slice(0, STILLS);
  await writeFile(join(data, 'shots/frames.jsonl'), list.join('\n'));
  const { MARQUEE_CACHE: cacheFolder } = readEnvironment();
  const store = new FileArtifactStore(join(folder, 'artifacts'));
  registry = new ModelRegistry(store);
  const steps = new TensorflowRetrainingSteps({
    ...{ store, registry, index: new MemoryVectorIndex(store), dataFolder: data },
    ...{ cacheFolder, featuresFolder: join(cacheFolder, 'features') },
  });
  const context = { signal: new AbortController().signal, report: () => undefined };
  const hyperparameters = { heads: 'movement', takes: 1 };
  const { dataset } = await steps.prepareDataset(FAMILY, context, hyperparameters);
  const request = { family: FAMILY, version: VERSION, dataset: dataset!, hyperparameters, seed: 1 };
  await steps.trainCandidate(request, context);
  await steps.exportCandidate(request, context);
  await steps.recordGoldenInputs(request);
  await registry.commit({
    ...{ family: FAMILY, version: VERSION, createdAt: '2026-11-22T08:00:00.000Z', collection: null, lineage: LINEAGE },
  });
}

/** What is said of the first shot of a clip. */
async function movementIn(clip: string): Promise<string | undefined> {
  const file = join(CLIPS!, clip);
  const labeller = await openChampionLabeller(registry, { family: FAMILY, version: VERSION });
  try {
    for await (const shot of findShots(decodeFrames(FFMPEG!, file, await probeVideo(FFMPEG!, file)))) {
      const crop = withoutBars(shot.frames);
      const labels = await labeller.label(await Promise.all(shot.frames.map((frame) => forNetwork(frame, crop))));
      return labels?.find(({ isPredicted }) => isPredicted)?.label;
    }
  } finally {
    await labeller.close();
  }
  return undefined;
}

withData('a network that learned movements from stills', () => {
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'marquee-shot-type-'));
    await learnMovements();
  }, 400_000);
  afterAll(() => rm(folder, { recursive: true }));

  it('knows a real camera that tilts from one that stands', async () => {
    expect(await movementIn('tilt_4_65457.mp4')).toBe('motion');
    expect(await movementIn('rabbit320_mdn.mp4')).toBe('static');
  }, 60_000);

  it('tells the movements of stills that it has never seen', async () => {
    const scorecard = JSON.parse(
      new TextDecoder().decode(await registry.readFile(FAMILY, VERSION, 'scorecard.json')),
    ) as {
      labels: string[];
      validation: { metrics: { accuracy: { value: number } } };
    };
    expect(scorecard.labels).toEqual(['motion', 'pull', 'push', 'static']);
    expect(scorecard.validation.metrics.accuracy.value).toBeGreaterThan(0.9);
  });
});
