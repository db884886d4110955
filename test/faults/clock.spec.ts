import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';
import { jest } from '@jest/globals';
import { verifyVersion } from '../../cli/verify-version.js';
import { openStores } from '../../platform/adapters.js';
import type { Stores } from '../../platform/adapters.js';
import { readEnvironment } from '../../platform/environment.js';
import { championKey } from '../../platform/version-keys.js';
import { ApiBench, FIRST, SECOND } from '../api/api-bench.js';
import { LINEAGE } from '../api/publish-files.js';
import { realS3 } from '../real-servers/real-servers.js';

const FAMILY = 'plot-genre';
const A_YEAR_EARLIER = '20251121T080000Z-0000bbbb';
const PRELOAD = ['--no-warnings', '--import', pathToFileURL(join(import.meta.dirname, 'clock-set-back.mjs')).href];
const DIST = pathToFileURL(join(import.meta.dirname, '../../dist/')).href;

/** Names its version by its clock, as a workflow's start does, makes it champion and tidies up. */
const PUBLISHER = `
  const { openStores } = await import('${DIST}platform/adapters.js');
  const { readEnvironment } = await import('${DIST}platform/environment.js');
  const { registry } = await openStores(readEnvironment());
  const [family, lineage] = process.argv.slice(-2);
  const createdAt = new Date().toISOString();
  const version = createdAt.replace(/\\.\\d+Z$/, 'Z').replace(/[-:]/g, '') + '-0000cccc';
  await registry.writeFile(family, version, 'model.onnx', new TextEncoder().encode(version));
  await registry.commit({ family, version, createdAt, collection: null, lineage: JSON.parse(lineage) });
  await registry.moveChampion(family, { version, reason: 'it is new' }, await registry.champion(family));
  await registry.prune(family, 2, () => Promise.resolve(), version);
  console.log(version);`;

jest.setTimeout(90_000);

let bench: ApiBench;
let stores: Stores;
beforeAll(async () => {
  bench = await ApiBench.create();
  stores = await openStores(readEnvironment({ MARQUEE_HOME: bench.home }));
  await publish(FIRST, 1);
  await bench.versions.promote(FAMILY, FIRST);
});
afterAll(() => bench.remove());

it('an API goes on: it tries again what failed before, and serves a version with an older name', async () => {
  const api = await bench.start({ NODE_OPTIONS: PRELOAD.join(' '), MARQUEE_INFERENCE_THREADS: '1' });
  try {
    await api.served(FAMILY, FIRST);
    const early = { version: SECOND, promotedAt: '2026-11-21T08:00:00Z', reason: 'too early', previousVersion: FIRST };
    await stores.store.put(championKey(FAMILY), new TextEncoder().encode(JSON.stringify(early)));
    await api.eventually(async () => (await problem()) !== null);
    api.process.kill('SIGUSR2');
    await publish(SECOND, 2);
    await api.served(FAMILY, SECOND); // a second or two later, not in a year

    await publish(A_YEAR_EARLIER, 3);
    for (const version of [A_YEAR_EARLIER, SECOND]) {
      const promotion = JSON.stringify({ version, reason: 'a spec wants it' });
      await api.raw('PUT', `/api/models/${FAMILY}/champion`, promotion, { 'content-type': 'application/json' });
      await api.served(FAMILY, version);
    }
    expect(await problem()).toBeNull();
    const { champion } = (await stores.registry.champion(FAMILY))!;
    expect(champion.promotedAt < '2026').toBe(true); // the clock was back indeed
    expect(champion).toMatchObject({ version: SECOND, previousVersion: A_YEAR_EARLIER });
  } finally {
    await api.stop();
  }

  async function problem(): Promise<string | null> {
    return (await api.get<{ problem: string | null }>(`/api/models/${FAMILY}`)).problem;
  }
});

it('a publisher goes on, under an older name than there is, and removes neither its version nor one in use', async () => {
  const before = (await stores.registry.champion(FAMILY))!.champion.version;

  const version = await published({ MARQUEE_HOME: bench.home });

  expect(version < FIRST).toBe(true);
  expect((await stores.registry.champion(FAMILY))?.champion).toMatchObject({ version, previousVersion: before });
  expect(await stores.registry.versions(FAMILY)).toEqual([SECOND, FIRST, version]);
  for (const kept of [SECOND, FIRST])
    expect(await verifyVersion(stores, FAMILY, kept)).toMatchObject({ isSound: true });
  expect(await stores.registry.readFile(FAMILY, version, 'model.onnx')).toHaveLength(version.length);
});

it('a publisher goes on with S3, which refuses requests of another time', async () => {
  const server = await realS3('clocks');
  try {
    const environment = { ...server.environment, MARQUEE_ARTIFACTS: 's3://clocks/here' };
    const version = await published(environment);
    const { registry } = await openStores(readEnvironment({ ...process.env, ...environment }));
    expect((await registry.champion(FAMILY))?.champion).toMatchObject({ version, previousVersion: null });
  } finally {
    await server.remove();
  }
});

/** @returns the version that a process published whose clock is a year behind */
async function published(environment: Readonly<Record<string, string>>): Promise<string> {
  const program = [...PRELOAD, '--input-type=module', '-e', PUBLISHER, FAMILY, JSON.stringify(LINEAGE)];
  const env = { ...process.env, ...environment, CLOCK_IS_BACK: '1' };
  const publisher = spawn(process.execPath, program, { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const [said, ended] = await Promise.all([text(publisher.stdout), once(publisher, 'exit')]);
  expect(ended).toEqual([0, null]);
  return said.trim();
}

function publish(version: string, seed: number): Promise<void> {
  return bench.versions.publish(bench.family(FAMILY), { version, seed });
}
