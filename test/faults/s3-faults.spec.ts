import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { openS3 } from '../../platform/open-s3.js';
import { ModelRegistry } from '../../platform/model-registry.js';
import { Random } from '../../training/random.js';
import { ApiBench, FIRST, SECOND } from '../api/api-bench.js';
import { anyPoster } from '../api/tiny-versions.js';
import { realS3 } from '../real-servers/real-servers.js';
import type { RealServer } from '../real-servers/real-servers.js';
import { drawPosters } from '../retraining/drawn-posters.js';
import { startTemporal } from '../support/temporal-server.js';
import { FaultyFront } from './faulty-front.js';
import { FAMILY, Installation } from './installation.js';

const DOWN_SECONDS = 30;
const SLOW_MILLISECONDS = 700;

let s3: RealServer;
let temporal: TestWorkflowEnvironment;
let data: string;
const fronts: FaultyFront[] = [];
let front: FaultyFront;
let registry: ModelRegistry;
let installation: Installation;

beforeAll(async () => {
  s3 = await realS3('faults');
  temporal = await startTemporal();
  data = await mkdtemp(join(tmpdir(), 'marquee-faults-'));
  await drawPosters(data, 320);
  front = await newFront();
  registry = new ModelRegistry(openS3('s3://faults/retraining', 'path')); // not through the front
  installation = await Installation.create({
    ...s3.environment,
    ...{ AWS_ENDPOINT_URL_S3: front.endpoint, MARQUEE_ARTIFACTS: 's3://faults/retraining' },
    ...{ MARQUEE_DATA: data, TEMPORAL_ADDRESS: temporal.address },
  });
  await installation.startWorker();
}, 180_000);

afterAll(async () => {
  await installation?.remove();
  await Promise.all(fronts.map((front) => front.close()));
  await temporal?.teardown();
  await s3?.remove();
  await rm(data, { recursive: true, force: true });
}, 60_000);

it('ends a retraining although S3 was away for 30 s in the middle of an upload', async () => {
  const isDown = front.goDownWhileReceiving(/model\.onnx/);
  await whileNoPartIsSeen(async () => {
    const retraining = await installation.retrain(temporal.client);
    await isDown;
    expect(await registry.versions(FAMILY)).toEqual([]);
    await sleep(DOWN_SECONDS * 1000);
    front.comeBack();
    const version = await installation.versionOf(retraining);
    expect(await registry.versions(FAMILY)).toEqual([version]);
  });
}, 240_000);

it.each([
  ['is slow', () => front.slowDown(SLOW_MILLISECONDS / 10)],
  ['refuses a fifth of all requests', () => front.getIntoTrouble(new Random(3), 0.2)],
])(
  'ends a retraining with the same weights although S3 %s',
  async (_how, goWrong) => {
    const earlier = await registry.versions(FAMILY);
    goWrong();
    await whileNoPartIsSeen(async () => {
      const version = await installation.versionOf(await installation.retrain(temporal.client));
      front.recover();
      expect(await registry.versions(FAMILY)).toEqual([version, ...earlier]);
      expect(await installation.keys('checkpoints/')).toEqual([]);
      expect(await installation.weightsOf(version)).toEqual(await installation.weightsOf(earlier[0]!));
    });
  },
  240_000,
);

it('has refused in every way', () => {
  expect(front.refused.size).toBeGreaterThan(2);
});

it.each([
  ['slow', (front: FaultyFront) => front.slowDown(SLOW_MILLISECONDS)],
  ['in trouble', (front: FaultyFront) => front.getIntoTrouble(new Random(4), 0.2)],
  ['away', (front: FaultyFront) => front.goDown()],
])(
  'serves undisturbed while S3 is %s, and loads the next champion all the same',
  async (name, goWrong) => {
    const prefix = `serving-${name.replaceAll(' ', '-')}`;
    const front = await newFront();
    const bench = await ApiBench.create({ ...s3.environment, MARQUEE_ARTIFACTS: `s3://faults/${prefix}` });
    await bench.serveAll();
    const api = await bench.start({ AWS_ENDPOINT_URL_S3: front.endpoint });
    try {
      await api.served(FAMILY, FIRST);
      const image = await anyPoster();
      const ask = async () => {
        const before = performance.now();
        const { status } = await api.post(`/api/predictions/${FAMILY}`, { image });
        return { status, milliseconds: performance.now() - before };
      };
      const steady = [];
      for (let count = 0; count < 40; count++) steady.push(await ask());
      goWrong(front);
      await bench.versions.publish(bench.family(FAMILY), { version: SECOND, seed: 2 });
      await bench.versions.promote(FAMILY, SECOND);
      const during = [];
      const until = performance.now() + 4_000;
      while (performance.now() < until) during.push(await ask());
      expect(new Set(during.map(({ status }) => status))).toEqual(new Set([200]));
      expect(median(during)).toBeLessThan(4 * median(steady) + 20);
      front.comeBack();
      await api.served(FAMILY, SECOND);
    } finally {
      await api.stop();
      await bench.remove();
    }
  },
  120_000,
);

async function newFront(): Promise<FaultyFront> {
  const front = await FaultyFront.before(s3.port);
  fronts.push(front);
  return front;
}

/** Reads, as somebody else would, every version as soon as it is listed. */
async function whileNoPartIsSeen(work: () => Promise<void>): Promise<void> {
  const ended = new AbortController();
  const broken = (async () => {
    const seen: string[] = [];
    while (!ended.signal.aborted) {
      for (const version of await registry.versions(FAMILY)) if (!(await isWhole(version))) seen.push(version);
      await sleep(50);
    }
    return seen;
  })();
  try {
    await work();
  } finally {
    ended.abort();
    expect(await broken).toEqual([]);
  }
}

async function isWhole(version: string): Promise<boolean> {
  const { files } = await registry.manifest(FAMILY, version);
  const read = files.map(({ name }) => registry.readFile(FAMILY, version, name)); // throws unless size and hash are right
  return (await Promise.allSettled(read)).every(({ status }) => status === 'fulfilled');
}

function median(answers: readonly { milliseconds: number }[]): number {
  return answers.map(({ milliseconds }) => milliseconds).toSorted((a, b) => a - b)[Math.floor(answers.length / 2)]!;
}
