import { jest } from '@jest/globals';
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ApiBench, FIRST, SECOND, THIRD } from './api-bench.js';
import type { RunningApi } from './running-api.js';
import { anyPoster } from './tiny-versions.js';

jest.setTimeout(30_000);
const LONGEST_START_SECONDS = 3;
const SIDE_BY_SIDE = 1.5; // of what it computes, versions load in threads while Nest is imported: two cores share it
const TICKS_A_SECOND = 100; // of Linux, whatever the machine

let bench: ApiBench;
let api: RunningApi;
let readySeconds = Infinity;

beforeAll(async () => {
  bench = await ApiBench.create();
  await bench.serveAll();
  api = await readyApi();
}, 180_000);

async function readyApi(): Promise<RunningApi> {
  const started = await bench.start();
  await started.eventually(async () => (await fetch(`${started.url}/health/ready`)).status === 200);
  const wall = (Date.now() - started.startedAt) / 1000;
  // What the process itself has computed, in all its threads: other specs take their turns on the processor meanwhile.
  const computed = await computedBy(started.process.pid!);
  process.stdout.write(`ready after ${wall.toFixed(1)} s, of which it computed ${computed.toFixed(1)} s\n`);
  readySeconds = Math.min(wall, computed / SIDE_BY_SIDE);
  return started;
}

/** Processor seconds of all its threads; as many as one likes where the system does not say. */
async function computedBy(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields === undefined ? Infinity : (Number(fields[11]) + Number(fields[12])) / TICKS_A_SECOND;
}

afterAll(async () => {
  await api?.stop();
  await bench?.remove();
});

interface PredictionAnswer {
  readonly version: string;
  readonly prediction: { readonly labels: readonly { readonly label: string; readonly probability: number }[] };
  readonly notices: readonly { readonly code: string }[];
}

async function predict(family: string): Promise<PredictionAnswer> {
  const answer = await api.post(`/api/predictions/${family}`, { image: await anyPoster() });
  expect(answer.status).toBe(200);
  return (await answer.json()) as PredictionAnswer;
}

const problemOf = async (family: string) =>
  (await api.get<{ problem: string | null }>(`/api/models/${family}`)).problem;

it('is ready within 3 s of its start, with every family served', () => {
  expect(readySeconds).toBeLessThan(LONGEST_START_SECONDS);
});

it('answers an image with labels, most probable first, and says when it is no poster', async () => {
  const { version, prediction, notices } = await predict('poster-genre');
  expect(version).toBe(FIRST);
  const probabilities = prediction.labels.map(({ probability }) => probability);
  expect(probabilities).toEqual([...probabilities].sort((a, b) => b - a));
  const isPoster = (await predict('poster-check')).prediction.labels[0]!.probability >= 0.5;
  expect(notices.map(({ code }) => code)).toEqual(isPoster ? [] : ['NOT_A_POSTER']);
});

it('answers a text with labels', async () => {
  const answer = await api.post('/api/predictions/plot-genre', {
    plot: 'The house laughs, and nobody knows the story.',
  });
  expect(answer.status).toBe(200);
  expect(await answer.json()).toMatchObject({ family: 'plot-genre', version: FIRST, notices: [] });
});

it('brings a detector in when somebody asks, and answers with boxes in pixels of the picture', async () => {
  expect(await api.get('/api/models/object-detector-small')).toMatchObject({ problem: null });
  const answer = await api.post('/api/predictions/object-detector-small', { image: await anyPoster() });
  const { prediction } = (await answer.json()) as { prediction: { objects: Record<string, unknown>[] } };
  expect([answer.status, prediction.objects[0]]).toMatchObject([200, { class: 'Drama', isPredicted: false }]);
  const edges = ['left', 'top', 'right', 'bottom'].map((edge) => Math.round(prediction.objects[0]![edge] as number));
  expect(edges).toEqual([51, 118, 120, 152]); // of 180 x 270
});

it('recommends from the collection of the version that answers', async () => {
  const answer = await api.post('/api/recommendations/poster-genre?limit=3', { image: await anyPoster() });
  expect(await answer.json()).toMatchObject({
    family: 'poster-genre',
    version: FIRST,
    collection: 'poster_genre_20261121T070000Z_0000aaaa',
    results: [
      { id: 'movie-00', title: 'Movie 0', year: 1990, genres: ['Comedy'] },
      { id: 'movie-01' },
      { id: 'movie-02' },
    ],
  });
});

it('goes on from a movie of the catalogue, without that movie, and filters', async () => {
  const form = { movieId: 'movie-04' };
  const idsOf = async (query: string) => {
    const answer = await api.post(`/api/recommendations/plot-genre${query}`, form);
    return ((await answer.json()) as { results: { id: string }[] }).results.map(({ id }) => id);
  };
  expect(await idsOf('?limit=19')).not.toContain('movie-04');
  expect(await idsOf('?limit=50&genre=Horror&yearFrom=1995&yearTo=2001')).toEqual(
    expect.arrayContaining(['movie-05', 'movie-08', 'movie-11']),
  );
  expect(await idsOf('?limit=50&genre=Horror&yearFrom=1995&yearTo=2001')).toHaveLength(3);
});

it('refuses to recommend where there is nothing to recommend by', async () => {
  const answer = await api.post('/api/recommendations/poster-check', { image: await anyPoster() });
  expect([answer.status, await answer.json()]).toMatchObject([400, { code: 'NO_RECOMMENDATIONS' }]);
});

it('serves a promoted version without a restart, and an older one again after rolling back', async () => {
  const before = await predict('poster-genre');
  await bench.versions.publish(bench.family('poster-genre'), { version: SECOND, seed: 2 });
  const moveTo = (version: string) =>
    api.raw('PUT', '/api/models/poster-genre/champion', JSON.stringify({ version, reason: 'a spec' }), JSON_BODY);
  expect((await moveTo(SECOND)).status).toBe(200);
  await api.served('poster-genre', SECOND);
  const after = await predict('poster-genre');
  expect(after.version).toBe(SECOND);
  expect(after.prediction).not.toEqual(before.prediction);

  await moveTo(FIRST);
  await api.served('poster-genre', FIRST);
  expect((await predict('poster-genre')).prediction).toEqual(before.prediction);
});

it('lists versions newest first, with scorecard, lineage and files to download', async () => {
  const { versions } = await api.get<{ versions: unknown[] }>('/api/models/poster-genre/versions');
  expect(versions).toMatchObject([
    { version: SECOND, isChampion: false, headline: { metric: 'macroAuc', validation: { value: 0.8 } } },
    { version: FIRST, isChampion: true },
  ]);
  const details = await api.get<{ files: { name: string; size: number }[] }>(
    `/api/models/poster-genre/versions/${FIRST}`,
  );
  expect(details).toMatchObject({ isChampion: true, scorecard: { version: FIRST }, lineage: { seed: 1 } });

  const download = await fetch(`${api.url}/api/models/poster-genre/versions/${FIRST}/files/model.onnx`);
  expect(download.headers.get('content-disposition')).toBe('attachment; filename="model.onnx"');
  const { size } = details.files.find(({ name }) => name === 'model.onnx')!;
  expect((await download.arrayBuffer()).byteLength).toBe(size);
});

it('keeps the old version when the golden inputs of the new one are answered differently', async () => {
  await bench.versions.publish(bench.family('poster-check'), { version: SECOND, seed: 2, goldenError: 0.01 });
  await bench.versions.promote('poster-check', SECOND);
  await api.eventually(async () => (await problemOf('poster-check')) !== null);
  expect(await problemOf('poster-check')).toMatch(/golden input 0: probabilities differs by 0.01/);
  expect((await predict('poster-check')).version).toBe(FIRST);
  expect((await fetch(`${api.url}/health/ready`)).status).toBe(200);
});

it('keeps the old version when a file of the new one was tampered with', async () => {
  await bench.versions.publish(bench.family('poster-check'), { version: THIRD, seed: 3 });
  const file = join(bench.home, 'artifacts/models/poster-check', THIRD, 'model.onnx');
  const bytes = await readFile(file);
  bytes[bytes.length >> 1]! ^= 1;
  await writeFile(file, bytes);
  await bench.versions.promote('poster-check', THIRD);
  await api.eventually(async () =>
    /model.onnx is not what was committed/.test((await problemOf('poster-check')) ?? ''),
  );
  expect((await predict('poster-check')).version).toBe(FIRST);
  const { body } = await api.raw('GET', '/metrics');
  expect(body).toContain('marquee_reloads_total{family="poster-check",outcome="corrupt",code="VERSION_CORRUPT"} 1');
  expect(body).toContain(`marquee_served_version_info{family="poster-check",version="${FIRST}"} 1`);
});

it('loads no TensorFlow', async () => {
  const maps = await readFile(`/proc/${api.process.pid}/maps`, 'utf8').catch(() => '');
  const libraries = [...new Set(maps.match(/\/\S+\.(?:so|node)\S*/g))];
  expect(libraries.filter((library) => /tensorflow|tfjs/i.test(library))).toEqual([]);
  expect(await readdir(bench.home)).toContain('artifacts');
});

it('answers what was asked before SIGTERM, and ends', async () => {
  const image = await anyPoster(); // made before, so that all eight are asked in one go
  const asked = Array.from({ length: 8 }, () => api.post('/api/predictions/poster-genre', { image }));
  let answered = 0;
  for (const one of asked) void one.then(() => answered++);
  await api.eventually(() => answered >= 3); // by now the others have been heard, too
  const startedAt = Date.now();
  const code = api.stop();
  expect((await Promise.all(asked)).map(({ status }) => status)).toEqual(Array(8).fill(200));
  expect(await code).toBe(0);
  expect(Date.now() - startedAt).toBeLessThan(10_000);
});

const JSON_BODY = { 'content-type': 'application/json' };
