import { join } from 'node:path';
import { jest } from '@jest/globals';
import { collectionName } from '../../platform/collection-name.js';
import { openMilvus } from '../../platform/open-milvus.js';
import { openStores } from '../../platform/adapters.js';
import { readEnvironment } from '../../platform/environment.js';
import { openS3 } from '../../platform/open-s3.js';
import { ApiBench, FIRST, SECOND } from '../api/api-bench.js';
import { everyAnswer } from '../api/every-answer.js';
import type { RunningApi } from '../api/running-api.js';
import { anyPoster } from '../api/tiny-versions.js';
import { runMarquee } from '../cli/recorded-shell.js';
import { realMilvus, realS3 } from './real-servers.js';
import type { RealServer } from './real-servers.js';

jest.setTimeout(120_000);

let s3: RealServer | undefined;
let milvus: RealServer | undefined;
let bench: ApiBench;
let api: RunningApi;
let image: Uint8Array;
let servers: Readonly<Record<string, string>>;

beforeAll(async () => {
  s3 = await realS3('movies');
  milvus = await realMilvus();
  servers = { MARQUEE_ARTIFACTS: 's3://movies/marquee', ...s3.environment, ...milvus.environment };
  bench = await ApiBench.create(servers);
  await bench.serveAll();
  image = await anyPoster();
  api = await bench.start();
  await api.served('poster-genre', FIRST);
}, 300_000);

afterAll(async () => {
  await api?.stop();
  await bench?.remove();
  await Promise.all([s3?.remove(), milvus?.remove()]);
}, 60_000);

const statusOf = async (path: string) => {
  const answer = await api.post(path, { image });
  const { code } = (await answer.json()) as { code?: string };
  return code ?? answer.status;
};
const predict = () => statusOf('/api/predictions/poster-genre');
const recommend = () => statusOf('/api/recommendations/poster-genre?limit=3&genre=Comedy');

/** Until it answers somebody who asks anew: after a kill it says that it is healthy some seconds before. */
async function restartMilvus(): Promise<void> {
  await milvus!.restart();
  const index = openMilvus(milvus!.environment['MARQUEE_VECTORS']!);
  const question = () => index.get(collectionName('plot-genre', FIRST), '');
  await api.eventually(() =>
    question().then(
      () => true,
      () => false,
    ),
  );
}

it('answers from versions in S3 and vectors in Milvus', async () => {
  expect([await predict(), await recommend()]).toEqual([200, 200]);
});

it('copies a version out of S3 and Milvus and back into others, and verifies it at every place', async () => {
  const home = join(bench.home, 'copied');
  const [there, back] = [{ MARQUEE_HOME: home }, { ...servers, MARQUEE_ARTIFACTS: 's3://movies/back' }];
  const milvusUrl = milvus!.environment['MARQUEE_VECTORS']!;
  const copy = async (variables: Readonly<Record<string, string>>, ...to: string[]) =>
    (await runMarquee(['copy', 'poster-genre', FIRST, '--json', ...to], { variables })).json;
  const verify = async (variables: Readonly<Record<string, string>>) =>
    (await runMarquee(['verify', 'poster-genre', FIRST, '--json'], { variables })).json;

  const copied = { family: 'poster-genre', version: FIRST, vectors: expect.any(Number) as number, isNew: true };
  expect(await copy(servers, '--to', home)).toMatchObject(copied);
  expect(await verify(there)).toMatchObject({ isSound: true });
  const onS3 = ['--to', 's3://movies/back', '--to-vectors', milvusUrl];
  expect(await copy({ ...servers, ...there, MARQUEE_ARTIFACTS: '', MARQUEE_VECTORS: '' }, ...onS3)).toMatchObject(
    copied,
  );
  expect(await verify(back)).toMatchObject({ isSound: true });

  const key = `models/poster-genre/${FIRST}/model.onnx`;
  const store = openS3('s3://movies/back', 'path');
  const { bytes } = await store.get(key);
  await store.put(
    key,
    bytes.map((byte, index) => (index === 1000 ? byte ^ 1 : byte)),
  );
  expect(await verify(back)).toMatchObject({ isSound: false });
});

it('predicts while Milvus is down, also when it starts then, and recommends within 10 s of its return', async () => {
  await milvus!.kill();
  expect([await predict(), await recommend()]).toEqual([200, 'VECTORS_UNAVAILABLE']);
  const later = await bench.start();
  try {
    await later.served('poster-genre', FIRST);
    const statuses = async () => [
      (await later.post('/api/predictions/poster-genre', { image })).status,
      (await later.post('/api/recommendations/poster-genre', { image })).status,
    ];
    expect(await statuses()).toEqual([200, 503]);
    await restartMilvus();
    const backAt = Date.now();
    await api.eventually(async () => (await recommend()) === 200);
    await later.eventually(async () => (await statuses())[1] === 200);
    expect(Date.now() - backAt).toBeLessThan(10_000);
  } finally {
    await later.stop();
  }
});

it('answers the same after everything in S3 and Milvus was lost and a backup brought back', async () => {
  const expected = await everyAnswer(api, bench.families.values(), FIRST);
  expect(expected.flat(2)).not.toContain(503);
  const backup = join(bench.home, 'backup');
  expect((await runMarquee(['backup', '--to', backup], { variables: servers })).exitCode).toBe(0);

  const { store, index } = await openStores(readEnvironment(servers));
  for (const { name } of bench.families.values()) await index.drop(collectionName(name, FIRST));
  for await (const { key } of store.list('')) await store.delete(key);
  expect((await runMarquee(['verify', 'poster-genre', '--json'], { variables: servers })).exitCode).not.toBe(0);

  expect((await runMarquee(['restore', '--from', backup], { variables: servers })).exitCode).toBe(0);
  const anew = await bench.start();
  try {
    expect(await everyAnswer(anew, bench.families.values(), FIRST)).toEqual(expected);
  } finally {
    await anew.stop();
  }
});

it('goes on predicting and recommending while S3 is down, and serves the next champion when it is back', async () => {
  await bench.versions.publish(bench.family('poster-genre'), { version: SECOND, seed: 2 });
  await s3!.kill();
  expect([await predict(), await recommend()]).toEqual([200, 200]);
  expect(JSON.parse((await api.raw('GET', '/api/models/poster-genre/versions')).body)).toMatchObject({
    code: 'ARTIFACTS_UNAVAILABLE',
  });
  await s3!.restart();
  await bench.versions.promote('poster-genre', SECOND);
  await api.served('poster-genre', SECOND);
  expect([await predict(), await recommend()]).toEqual([200, 200]);
});
