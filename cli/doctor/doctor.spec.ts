import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readEnvironment } from '../../platform/environment.js';
import { MemoryArtifactStore } from '../../platform/memory-artifact-store.js';
import { runMarquee } from '../../test/cli/recorded-shell.js';
import { ScriptedApi } from '../../test/cli/scripted-api.js';
import { freePort } from '../../test/support/free-port.js';
import { openStores } from '../../platform/adapters.js';
import { examine } from './finding.js';
import type { Finding } from './finding.js';
import { checkArtifacts } from './store-checks.js';

let api: ScriptedApi;
let home: string;
beforeEach(async () => {
  api = await ScriptedApi.start();
  home = await mkdtemp(join(tmpdir(), 'marquee-cli-'));
  api.answer('GET /health/live', { body: { status: 'ok' } });
});
afterEach(async () => {
  await api.close();
  await rm(home, { recursive: true });
});

const family = { name: 'f', isReady: true, champion: 'v', serving: 'v', problem: null };
const readiness = (isReady: boolean, different = {}) => ({ isReady, families: [{ ...family, ...different }] });

async function doctor(variables: Readonly<Record<string, string>> = {}) {
  const { exitCode, json } = await runMarquee(['doctor', '--json', '--api', api.url], {
    variables: { MARQUEE_HOME: home, TEMPORAL_ADDRESS: `127.0.0.1:${await freePort()}`, ...variables },
  });
  const { isWell, findings } = json as { isWell: boolean; findings: Finding[] };
  return { exitCode, isWell, findings, of: (name: string) => findings.find((finding) => finding.name === name) };
}

it('checks one thing after the other, and says what is wrong and what to do', async () => {
  api.answer('GET /health/ready', { body: readiness(true) });
  const { exitCode, isWell, findings, of } = await doctor();
  expect(findings.map(({ name, status }) => [name, status])).toEqual([
    ['settings', 'ok'],
    ['artifacts', 'ok'],
    ['vectors', 'ok'],
    ['temporal', 'wrong'],
    ['api', 'ok'],
    ['tensorflow', expect.stringMatching(/ok|notice/)],
  ]);
  expect(of('temporal')).toMatchObject({ advice: expect.stringContaining('TEMPORAL_ADDRESS') as string });
  expect(of('api')).toMatchObject({ detail: 'ready, and serves 1 of 1 families', advice: null });
  expect([exitCode, isWell]).toEqual([1, false]);
});

it('leaves nothing behind', async () => {
  await doctor();
  const { store } = await openStores(readEnvironment({ MARQUEE_HOME: home }));
  const left: string[] = [];
  for await (const { key } of store.list('')) left.push(key);
  expect(left).toEqual([]);
});

it('names every setting that is wrong, and still looks at what does not depend on them', async () => {
  const { findings, of } = await doctor({ MARQUEE_PORT: 'x', MARQUEE_WATCH_SECONDS: '-1' });
  expect(of('settings')).toMatchObject({
    status: 'wrong',
    detail: expect.stringMatching(/MARQUEE_PORT.*; MARQUEE_WATCH_SECONDS/) as string,
  });
  expect(findings.map(({ name }) => name)).toEqual(['settings', 'api', 'tensorflow']);
});

it('says why an artifact store cannot be written to', async () => {
  await writeFile(join(home, 'artifacts'), 'a file where a folder should be');
  expect((await doctor()).of('artifacts')).toMatchObject({ status: 'wrong' });
});

it.each([
  [{ isReady: false, serving: null, problem: 'its sha256 differs' }, 503, 'f: its sha256 differs'],
  [{ isReady: false, serving: null }, 503, 'f: its champion is not served yet'],
])('passes on what keeps the API from being ready', async (different, status, detail) => {
  api.answer('GET /health/ready', { status, body: readiness(false, different) });
  expect((await doctor()).of('api')).toMatchObject({ status: 'wrong', detail });
});

it('finds out that a store lets two publishers win', async () => {
  const store = new MemoryArtifactStore();
  const put = store.put.bind(store);
  store.put = (key, bytes) => put(key, bytes);
  const finding = await examine('artifacts', 'take another', () => checkArtifacts(store));
  expect(finding).toMatchObject({ status: 'wrong', detail: expect.stringContaining('two publishers') as string });
});

it('does not wait for ever', async () => {
  const finding = await examine('x', 'look after it', () => new Promise<string>(() => undefined), 20);
  expect(finding).toEqual({ name: 'x', status: 'wrong', detail: 'no answer within 0.02 s', advice: 'look after it' });
});
