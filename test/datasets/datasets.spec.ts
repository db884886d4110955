import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import sharp from 'sharp';
import type { Dataset, DatasetSummary } from '../../api/datasets/dataset.schema.js';
import { RunningApi } from '../api/running-api.js';
import { drawShapes } from '../experiments/drawn-shapes.js';
import { eventually } from '../retraining/eventually.js';
import { WorkerProcess } from '../retraining/worker-process.js';
import { startTemporal } from '../support/temporal-server.js';

const EACH = 40;
const HILLS = `<svg xmlns="http://www.w3.org/2000/svg" width="200" height="200"><rect width="200" height="200" fill="#def"/>
  <circle cx="150" cy="45" r="28" fill="#fc3"/><ellipse cx="50" cy="190" rx="110" ry="90" fill="#264"/>
  <ellipse cx="170" cy="210" rx="90" ry="70" fill="#142"/></svg>`;

let temporal: TestWorkflowEnvironment;
let home: string;
let api: RunningApi;
let workers: WorkerProcess[] = [];

const JSON_BODY = { 'content-type': 'application/json' };
const look = (family: string, hyperparameters = {}) =>
  api.raw('POST', '/api/datasets', JSON.stringify({ family, hyperparameters }), JSON_BODY);
const seen = (location: string) =>
  eventually(
    () => api.get<Dataset>(location),
    ({ record, progress }) => record !== null && progress === null,
    60,
  );

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'marquee-datasets-'));
  const shapes = join(home, 'data', 'shapes');
  await drawShapes(shapes, EACH);
  await copyFile(join(shapes, 'across/0.png'), join(shapes, 'down/again.png')); // the same, and called something else
  await sharp(Buffer.from(HILLS)).png().toFile(join(shapes, 'dots/hills.png'));
  await sharp(Buffer.from(HILLS)).resize(110).jpeg({ quality: 70 }).toFile(join(shapes, 'dots/smaller.jpg'));
  await writeFile(join(shapes, 'dots/broken.png'), 'no picture');
  temporal = await startTemporal();
  const settings = { MARQUEE_HOME: home, MARQUEE_DATA: join(home, 'data'), TEMPORAL_ADDRESS: temporal.address };
  workers = [new WorkerProcess('orchestration', settings), new WorkerProcess('training', settings)];
  api = await RunningApi.start(home, settings);
}, 90_000);

afterAll(async () => {
  await api?.stop();
  await Promise.all(workers.map((worker) => worker.end('SIGKILL')));
  await temporal?.teardown();
  await rm(home, { recursive: true, force: true });
}, 60_000);

it('says of a folder of pictures how many there are, how they look, what is there twice and what is broken', async () => {
  const answer = await look('image-class', { dataset: 'shapes' });
  expect(answer.status).toBe(202);
  const { record } = await seen(answer.headers.location as string);

  expect(record).toMatchObject({ family: 'image-class', hyperparameters: { dataset: 'shapes' } });
  const { labels, images, broken, duplicates, together, counts } = record!.profile!;
  const all = (examples: typeof counts) => examples.train + examples.validation + examples.test + examples.unlabelled;
  expect(labels.map(({ label, examples }) => `${label} ${all(examples)}`)).toEqual(['across 40', 'dots 42', 'down 41']);
  expect(counts.train).toBeGreaterThan(counts.test);
  expect(together[0]![1]).toBe(0);
  expect(images['image']!.count).toBe(3 * EACH + 3);
  expect(images['image']!.width.edges[0]).toBe(48);
  expect(broken.first).toEqual([expect.objectContaining({ reason: expect.stringContaining('broken.png') as string })]);
  expect(duplicates.same).toEqual({ pairs: 1, acrossSplits: 0, contradictions: 1 });
  const alike = duplicates.first.filter(({ kind }) => kind === 'near').map(({ one, other }) => [one.id, other.id]);
  expect(alike).toContainEqual([expect.stringContaining('hills.png'), expect.stringContaining('smaller.jpg')]);
});

it('keeps samples of every label, with their pictures', async () => {
  const { datasets } = await api.get<{ datasets: DatasetSummary[] }>('/api/datasets');
  const { family, id } = datasets.find(({ hyperparameters }) => hyperparameters['dataset'] === 'shapes')!;
  const { record } = await api.get<Dataset>(`/api/datasets/${family}/${id}`);
  const { samples } = record!.profile!;
  expect(new Set(samples.flatMap(({ target }) => target))).toEqual(new Set(['across', 'down', 'dots']));
  const { image } = samples[0]!.fields['image'] as { image: string };
  const answer = await fetch(`${api.url}/api/dataset-images/${image}`);
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'image/png']);
  expect((await sharp(await answer.arrayBuffer()).metadata()).width).toBe(48);
});

it('says why there is nothing to be seen', async () => {
  const { record } = await seen((await look('product-category')).headers.location as string);
  expect(record).toMatchObject({ problem: expect.stringContaining('products') as string, profile: null });
});

it.each([
  [{ family: 'image-class', hyperparameters: { datset: 'x' } }, 400, 'INVALID_HYPERPARAMETERS'],
  [{ family: 'no-such-family' }, 404, 'UNKNOWN_FAMILY'],
  [{ hyperparameters: {} }, 400, 'INVALID_REQUEST'],
])('refuses %j', async (body, status, code) => {
  const answer = await api.raw('POST', '/api/datasets', JSON.stringify(body), JSON_BODY);
  expect([answer.status, JSON.parse(answer.body)]).toMatchObject([status, { code }]);
});

it.each([
  ['/api/datasets/image-class/0123456789ab', 'DATASET_NOT_FOUND'],
  [`/api/dataset-images/${'0'.repeat(64)}`, 'IMAGE_NOT_FOUND'],
])('knows no %s', async (path, code) => {
  expect(await api.get(path)).toMatchObject({ code });
});
