import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadFamily } from '../models/catalog.js';
import { readEnvironment } from '../platform/environment.js';
import { TinyVersions } from '../test/api/tiny-versions.js';
import { runMarquee } from '../test/cli/recorded-shell.js';
import { openStores } from '../platform/adapters.js';
import type { Stores } from '../platform/adapters.js';

const FAMILY = 'plot-genre';
const [SOUND, OTHER] = ['20261121T070000Z-0000aaaa', '20261121T080000Z-0000bbbb'] as const;
const COLLECTION = `plot_genre_${SOUND.replace('-', '_')}`;

let home: string;
let stores: Stores;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'marquee-cli-'));
  stores = await openStores(readEnvironment({ MARQUEE_HOME: home }));
  await publish(SOUND);
});
afterEach(() => rm(home, { recursive: true }));

async function publish(version: string, goldenError = 0) {
  const versions = new TinyVersions(stores.registry, stores.index);
  await versions.publish(await loadFamily(FAMILY), { version, seed: 1, goldenError });
}

const fileOf = (name: string) => join(home, 'artifacts', 'models', FAMILY, SOUND, name);
const verify = (...args: readonly string[]) =>
  runMarquee(['verify', FAMILY, ...args, '--json'], { variables: { MARQUEE_HOME: home } });

it('finds a sound version sound: its files, its golden inputs, its vectors', async () => {
  const { exitCode, json } = await verify(SOUND);
  const names = ['golden.json', 'model.onnx', 'scorecard.json', 'vocabulary.json', 'golden inputs', 'vectors'];
  const checks = names.map((name) => ({ name, problem: null }));
  expect([exitCode, json]).toEqual([0, { family: FAMILY, version: SOUND, isSound: true, checks }]);
});

it('verifies the champion when no version is named', async () => {
  expect(await verify()).toMatchObject({ exitCode: 1, errors: expect.stringContaining('NO_CHAMPION') as string });
  await publish(OTHER);
  await stores.registry.moveChampion(FAMILY, { version: OTHER, reason: 'newer' }, null);
  expect((await verify()).json).toMatchObject({ version: OTHER, isSound: true });
});

/** What is wrong, by name. */
async function problems(): Promise<Record<string, string>> {
  const { exitCode, json } = await verify(SOUND);
  const { isSound, checks } = json as { isSound: boolean; checks: { name: string; problem: string | null }[] };
  expect([exitCode, isSound]).toEqual([1, false]);
  return Object.fromEntries(checks.flatMap(({ name, problem }) => (problem === null ? [] : [[name, problem]])));
}

it('names the file in which a single bit has flipped', async () => {
  const bytes = await readFile(fileOf('scorecard.json'));
  bytes[10]! ^= 1;
  await writeFile(fileOf('scorecard.json'), bytes);
  expect(await problems()).toEqual({ 'scorecard.json': expect.stringContaining('sha256 differs') as string });
});

it('names the file that is missing, and what cannot be tried without it', async () => {
  await rm(fileOf('model.onnx'));
  expect(await problems()).toEqual({
    'model.onnx': expect.stringContaining('is missing') as string,
    'golden inputs': expect.stringContaining('no sound model.onnx') as string,
  });
});

it('misses vectors', async () => {
  await stores.index.drop(COLLECTION);
  expect(await problems()).toEqual({ vectors: `No vector collection named ${COLLECTION}` });
});

it('tells of a version that answers otherwise than when it was made', async () => {
  await publish(OTHER, 0.1);
  const { exitCode, output } = await runMarquee(['verify', FAMILY, OTHER], { variables: { MARQUEE_HOME: home } });
  expect(exitCode).toBe(1);
  expect(output).toMatch(/✓ {2}model\.onnx\n[\s\S]*✗ {2}golden inputs {4}golden input 0: \w+ differs by 0\.1/);
  expect(output).toContain(`${OTHER} is damaged`);
});

it('does not know every version', async () => {
  const { exitCode, errors } = await verify('20261121T090000Z-0000cccc');
  expect([exitCode, JSON.parse(errors)]).toMatchObject([2, { code: 'VERSION_NOT_FOUND', field: 'version' }]);
});
