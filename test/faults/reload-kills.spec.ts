import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { jest } from '@jest/globals';
import { verifyVersion } from '../../cli/verify-version.js';
import { openStores } from '../../platform/adapters.js';
import { readEnvironment } from '../../platform/environment.js';
import { Random } from '../../training/random.js';
import { ApiBench } from '../api/api-bench.js';
import type { RunningApi } from '../api/running-api.js';
import type { TinyVersion } from '../api/tiny-versions.js';
import { eventually } from '../retraining/eventually.js';
import { HeldBackFile } from './held-back-file.js';

const FAMILY = 'plot-genre'; // the others are given no champion: less to start each time
const RANDOM_KILLS = Number(process.env['SOAK_KILLS'] ?? 3);
const SEED = Number(process.env['SOAK_SEED'] ?? 1);
const LONGER_THAN_A_LOAD_MILLISECONDS = 700;
const GOLDEN_INPUTS = 10_000; // so many that the answers to them take a while

jest.setTimeout(120_000);

interface Family {
  readonly champion: { readonly version: string };
  readonly serving: { readonly version: string } | null;
  readonly problem: string | null;
}

let bench: ApiBench;
let api: RunningApi;
let first: string;
let lastGood: string;
let versions = 0;

beforeAll(async () => {
  bench = await ApiBench.create();
  lastGood = first = await publish();
  await bench.versions.promote(FAMILY, first);
  api = await start();
  await api.served(FAMILY, first);
}, 60_000);

afterAll(async () => {
  await api?.stop('SIGKILL');
  await bench?.remove();
});

describe.each([
  ['good', 0],
  ['bad', 0.01],
])('killed while it loads a %s version', (which, goldenError) => {
  const published = (goldenInputs = 1) => publish({ goldenError, goldenInputs });
  const promote = (version: string) => bench.versions.promote(FAMILY, version);
  /** Another process over the same folder answers with what is good and champion, or was champion last. */
  const restarted = async (version: string) => {
    await api.stop('SIGKILL');
    if (which === 'good') lastGood = version;
    api = await start();
    await expectAnswersOf(lastGood, version);
  };

  it('and reads its files, it starts on the last good version', async () => {
    const version = await published();
    const file = await HeldBackFile.at(pathOf(version, 'model.onnx'));
    await promote(version);
    await file.isAskedFor();
    expect(await status()).toMatchObject({ serving: { version: lastGood } });
    await api.stop('SIGKILL');
    await file.putBack();
    await restarted(version);
  });

  it('and warms it up, it starts on the last good version', async () => {
    const version = await published(GOLDEN_INPUTS);
    const file = await HeldBackFile.at(pathOf(version, 'vocabulary.json')); // the last one that is read
    await promote(version);
    await file.isAskedFor();
    await file.give();
    await sleep(100);
    expect(await status()).toMatchObject({ serving: { version: lastGood } });
    await api.stop('SIGKILL');
    await file.putBack();
    await restarted(version);
  });

  it('and has just decided, it starts on the last good version', async () => {
    const version = await published();
    await promote(version);
    await eventually(status, ({ serving, problem }) => serving?.version === version || problem !== null);
    await restarted(version);
  });

  it(`at any of ${RANDOM_KILLS} moments, it starts on the last good version`, async () => {
    const random = new Random(SEED);
    for (let kill = 0; kill < RANDOM_KILLS; kill += 1) {
      const version = await published();
      await promote(version);
      await sleep(random.below(LONGER_THAN_A_LOAD_MILLISECONDS));
      await restarted(version);
    }
  });
});

it('has lost nothing: every version that was served is still what was published', async () => {
  const stores = await openStores(readEnvironment({ MARQUEE_HOME: bench.home }));
  expect(await verifyVersion(stores, FAMILY, first)).toMatchObject({ isSound: true });
  expect(await verifyVersion(stores, FAMILY, lastGood)).toMatchObject({ isSound: true });
  expect(await stores.registry.versions(FAMILY)).toHaveLength(versions);
});

async function expectAnswersOf(version: string, champion: string): Promise<void> {
  await api.served(FAMILY);
  const isBad = champion !== version;
  const problem = isBad
    ? (expect.stringContaining(`Version ${champion} cannot be served: golden input`) as string)
    : null;
  const expected = { champion: { version: champion }, serving: { version }, problem };
  expect(await status()).toMatchObject(expected);
  const answer = await api.post(`/api/predictions/${FAMILY}`, { plot: 'The house laughs at the story.' });
  expect(await answer.json()).toMatchObject({ version });
  const health = await fetch(`${api.url}/health/ready`);
  expect(health.status).toBe(200);
  const { families } = (await health.json()) as { families: { name: string }[] };
  expect(families.find(({ name }) => name === FAMILY)).toMatchObject({ champion, serving: version, problem });
}

function status(): Promise<Family> {
  return api.get<Family>(`/api/models/${FAMILY}`);
}

function start(): Promise<RunningApi> {
  return bench.start({ MARQUEE_WATCH_SECONDS: '0.05', MARQUEE_INFERENCE_THREADS: '1' });
}

/** Other weights for every version. */
async function publish(version: Partial<TinyVersion> = {}): Promise<string> {
  versions += 1;
  const name = `20261122T${100_000 + versions}Z-0000bbbb`;
  await bench.versions.publish(bench.family(FAMILY), { version: name, seed: versions, ...version });
  return name;
}

function pathOf(version: string, file: string): string {
  return join(bench.home, 'artifacts/models', FAMILY, version, file);
}
