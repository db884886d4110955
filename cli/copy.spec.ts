import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readEnvironment } from '../platform/environment.js';
import { LINEAGE, publishFiles } from '../test/api/publish-files.js';
import { runMarquee } from '../test/cli/recorded-shell.js';
import { copyVersion } from './copy-version.js';
import { openStores } from '../platform/adapters.js';
import type { Stores } from '../platform/adapters.js';

const FAMILY = 'plot-genre';
const VERSION = '20261121T070000Z-0000aaaa';
const FILES = { 'model.onnx': { graph: 1 }, 'vocabulary.json': { labels: [] } };

let folder: string;
const homeOf = (name: string) => join(folder, name);
const storesOf = (name: string): Promise<Stores> => openStores(readEnvironment({ MARQUEE_HOME: homeOf(name) }));
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'marquee-cli-'));
  await publish(await storesOf('here'));
});
afterEach(() => rm(folder, { recursive: true }));

async function publish({ registry, index }: Stores) {
  for (const [name, value] of Object.entries(FILES)) {
    await registry.writeFile(FAMILY, VERSION, name, new TextEncoder().encode(JSON.stringify(value)));
  }
  const metadata = { title: 'One', year: 1999, genres: ['Drama'] };
  await index.replace('vectors', [{ id: 'm1', vector: Float32Array.of(1, -2), metadata }]);
  const createdAt = '2026-11-21T07:45:00.000Z';
  await registry.commit({ family: FAMILY, version: VERSION, createdAt, collection: 'vectors', lineage: LINEAGE });
}

const copy = (...args: readonly string[]) =>
  runMarquee(['copy', FAMILY, ...args, '--json'], { variables: { MARQUEE_HOME: homeOf('here') } });

async function everything({ store }: Stores): Promise<string[]> {
  const found: string[] = [];
  for await (const { key, etag } of store.list('models/')) found.push(`${key} ${etag}`);
  return found;
}

it('copies a version with its vectors, to the byte', async () => {
  const { exitCode, json } = await copy(VERSION, '--to', homeOf('there'));
  expect([exitCode, json]).toEqual([0, { family: FAMILY, version: VERSION, files: 2, vectors: 1, isNew: true }]);
  const [here, there] = (await Promise.all(['here', 'there'].map(storesOf))) as [Stores, Stores];
  expect(await everything(there)).toEqual(await everything(here));
  expect(await there.index.get('vectors', 'm1')).toEqual(await here.index.get('vectors', 'm1'));
});

it('copies the champion when no version is named, and makes it nobody’s champion there', async () => {
  const { registry } = await storesOf('here');
  await registry.moveChampion(FAMILY, { version: VERSION, reason: 'the first' }, null);
  expect((await copy('--to', homeOf('there'))).json).toMatchObject({ version: VERSION });
  expect(await (await storesOf('there')).registry.champion(FAMILY)).toBeNull();
});

it('does it twice without harm, and brings back vectors that were lost', async () => {
  await copy(VERSION, '--to', homeOf('there'));
  await (await storesOf('there')).index.drop('vectors');
  expect((await copy(VERSION, '--to', homeOf('there'))).json).toMatchObject({ isNew: false, vectors: 1 });
  expect(await (await storesOf('there')).index.has('vectors')).toBe(true);
});

it('leaves alone another version of that name', async () => {
  const there = await storesOf('there');
  await publishFiles(there.registry, FAMILY, VERSION);
  const before = await everything(there);
  const { exitCode, errors } = await copy(VERSION, '--to', homeOf('there'));
  expect([exitCode, JSON.parse(errors)]).toMatchObject([1, { code: 'VERSION_COMMITTED', field: 'version' }]);
  expect(await everything(there)).toEqual(before);
  expect(await there.index.has('vectors')).toBe(false);
});

it('is no version until it is whole, and is completed the next time', async () => {
  const [here, there] = (await Promise.all(['here', 'there'].map(storesOf))) as [Stores, Stores];
  const put = there.store.put.bind(there.store);
  there.store.put = (key, bytes, conditions) =>
    key.endsWith('vocabulary.json') ? Promise.reject(new Error('killed')) : put(key, bytes, conditions);
  await expect(copyVersion(here, there, { family: FAMILY, version: VERSION })).rejects.toThrow('killed');
  expect(await (await storesOf('there')).registry.versions(FAMILY)).toEqual([]);
  expect((await copy(VERSION, '--to', homeOf('there'))).json).toMatchObject({ isNew: true });
  expect(await everything(await storesOf('there'))).toEqual(await everything(here));
});

it('does not copy what is damaged', async () => {
  const { store } = await storesOf('here');
  await store.put(`models/${FAMILY}/${VERSION}/model.onnx`, Uint8Array.of(1));
  const { exitCode, errors } = await copy(VERSION, '--to', homeOf('there'));
  expect([exitCode, JSON.parse(errors)]).toMatchObject([1, { code: 'VERSION_CORRUPT' }]);
  expect(await (await storesOf('there')).registry.versions(FAMILY)).toEqual([]);
});

it('lets two copy the same version at once', async () => {
  const both = await Promise.all([1, 2].map(() => copy(VERSION, '--to', homeOf('there'))));
  expect(both.map(({ exitCode }) => exitCode)).toEqual([0, 0]);
});

it('refuses an address that no store answers to', async () => {
  const { exitCode } = await copy(VERSION, '--to', 'gopher://there');
  expect(exitCode).toBe(2);
});
