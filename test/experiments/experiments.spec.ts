import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import type { Experiment, ExperimentDetails } from '../../api/experiments/experiment.schema.js';
import { FileArtifactStore } from '../../platform/file-artifact-store.js';
import { RunningApi } from '../api/running-api.js';
import { runMarquee } from '../cli/recorded-shell.js';
import { eventually } from '../retraining/eventually.js';
import { WorkerProcess } from '../retraining/worker-process.js';
import { startTemporal } from '../support/temporal-server.js';
import { drawShapes } from './drawn-shapes.js';

const EPOCHS = 10;
const COMMON = `{ dataset: shapes, canvas: 64, epochs: ${EPOCHS}, patience: ${EPOCHS}, learningRate: 0.00005, batchSize: 16, l2: 0.001 }`;
const DEFINITION = `
family: image-class
title: Shapes by how strongly weights are held back
baseline: weak
folds: 2
seeds: [1, 2]
common: ${COMMON}
arms:
  strong: { l2: 0.1 }
  weak: {}
`;

let temporal: TestWorkflowEnvironment;
let home: string;
let api: RunningApi;
let settings: Record<string, string>;
const workers: WorkerProcess[] = [];

function startWorker(role: 'orchestration' | 'training'): WorkerProcess {
  const worker = new WorkerProcess(role, settings);
  workers.push(worker);
  return worker;
}

const writeFileOf = (name: string, text: string) => writeFile(join(home, 'experiments', `${name}.yml`), text);
const start = (name: string) =>
  api.raw('POST', '/api/experiments', JSON.stringify({ name }), { 'content-type': 'application/json' });
const details = (id: string) => api.get<ExperimentDetails>(`/api/experiments/${id}`);
const idOf = ({ body }: { body: string }) => (JSON.parse(body) as Experiment).id;
/** What lies in the artifact store of it, its record aside. */
async function keysOf(id: string): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of new FileArtifactStore(join(home, 'artifacts')).list(`experiments/${id}/`)) keys.push(key);
  return keys;
}
const ended = (id: string) =>
  eventually(
    () => details(id),
    ({ status }) => status !== 'running',
    150,
  );

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'marquee-experiments-'));
  await mkdir(join(home, 'experiments'));
  await drawShapes(join(home, 'data', 'shapes'), 110);
  temporal = await startTemporal();
  settings = {
    ...{ MARQUEE_HOME: home, MARQUEE_DATA: join(home, 'data'), MARQUEE_EXPERIMENTS: join(home, 'experiments') },
    ...{ TEMPORAL_ADDRESS: temporal.address, MARQUEE_HEARTBEAT_TIMEOUT_SECONDS: '3' },
  };
  startWorker('orchestration');
  api = await RunningApi.start(home, settings);
}, 90_000);

afterAll(async () => {
  await api.stop();
  await Promise.all(workers.map((worker) => worker.end('SIGKILL')));
  await temporal.teardown();
  await rm(home, { recursive: true, force: true });
}, 60_000);

it('tries every arm with every seed on every fold over a killed worker, and finds what an undisturbed run finds', async () => {
  await writeFileOf('shapes', `${DEFINITION}publish: none\n`);
  const killed = startWorker('training');
  const answer = await start('shapes');
  const disturbed = idOf(answer);
  expect([answer.status, answer.headers.location]).toEqual([202, `/api/experiments/${disturbed}`]);
  await eventually(
    () => killed.epochs.length,
    (epochs) => epochs > EPOCHS + 3, // in the second fold of the first arm
    90,
  );
  await killed.end('SIGKILL');
  const next = startWorker('training');
  const second = await ended(disturbed);

  expect(second).toMatchObject({ status: 'completed', winner: expect.any(String) as string, publication: null });
  const arms = second.report!.arms;
  expect(arms.map(({ name, againstBaseline }) => [name, againstBaseline === null])).toEqual([
    ['weak', true],
    ['strong', false],
  ]);
  for (const { examples, metrics, perSeed, cost, epochs } of arms) {
    expect(examples).toBe(330);
    expect(perSeed.map(({ seed }) => seed)).toEqual([1, 2]);
    expect(metrics.accuracy!.value).toBeGreaterThan(0.5);
    expect(cost.latencyMilliseconds).toBeGreaterThan(0);
    expect(epochs).toBe(EPOCHS);
  }
  expect(killed.epochs.length + next.epochs.length).toBe(2 * 2 * 2 * EPOCHS); // no epoch twice, none left out

  const kept = await keysOf(disturbed);
  expect(kept).toContain(`experiments/${disturbed}/models/strong.onnx`);
  expect(kept.filter((key) => key.includes('/checkpoints/'))).toEqual([]); // every arm has been measured

  const first = await ended(idOf(await start('shapes')));
  expect(withoutTimes(first)).toEqual(withoutTimes(second));
}, 300_000);

it('publishes the winner by an ordinary retraining, told of by the command line', async () => {
  await writeFileOf('published', `${DEFINITION}publish: winner\n`.replace('[1, 2]', '[1]'));
  const { exitCode, json } = await runMarquee(['experiment', 'published', '--wait', '--json', '--api', api.url]);
  const { winner, publication } = json as ExperimentDetails;
  expect([exitCode, winner]).toEqual([0, expect.stringMatching(/^(weak|strong)$/)]);
  expect(publication).toMatchObject({ isPromoted: true, version: expect.any(String) as string });
  await api.served('image-class', publication!.version!);
}, 180_000);

it('shows how far it is, is cancelled, and then removed', async () => {
  const id = idOf(await start('shapes'));
  const running = await eventually(
    () => details(id),
    ({ progress }) => (progress?.learned.length ?? 0) > 0,
    60,
  );
  expect(running.progress).toMatchObject({ stage: 'learning', trainings: 8 });
  expect(running.progress!.learned[0]).toMatchObject({ arm: 'weak', seed: 1, fold: 1, epochs: EPOCHS });
  const remove = () => api.raw('DELETE', `/api/experiments/${id}`);
  expect((await remove()).status).toBe(202);
  expect(await ended(id)).toMatchObject({ status: 'cancelled', failure: null, report: null });
  await eventually(
    () => keysOf(id),
    (keys) => !keys.some((key) => key.includes('/checkpoints/')), // nobody goes on from them
  );
  expect((await keysOf(id)).length).toBeGreaterThan(0);

  expect((await remove()).status).toBe(202);
  expect([await keysOf(id), (await remove()).status]).toEqual([[], 404]);
}, 120_000);

it.each([
  ['typo', `${DEFINITION}folds: 2`, /typo.yml/],
  ['typo', DEFINITION.replace('folds: 2', 'folds: 1'), /^typo.yml: folds: /],
  ['typo', DEFINITION.replace('baseline: weak', 'baseline: nobody'), /^typo.yml: baseline: nobody is none of the arms/],
  ['typo', DEFINITION.replace('l2: 0.1', 'learnignRate: 1'), /^typo.yml: arms.strong.*learnignRate/],
  ['typo', DEFINITION.replace('l2: 0.1', 'l2: many'), /^typo.yml: arms.strong.l2: /],
  ['typo', DEFINITION.replace('image-class', 'image-kind'), /^typo.yml: family: no model family is named image-kind/],
])('refuses a file %s and says where it is wrong', async (name, text, message) => {
  await writeFileOf(name, text);
  const { status, body } = await start(name);
  const error = JSON.parse(body) as { code: string; message: string };
  expect([status, error.code]).toEqual([422, 'INVALID_EXPERIMENT']);
  expect(error.message).toMatch(message);
});

it('knows neither experiments nor files that are not there', async () => {
  expect((await start('nowhere')).status).toBe(404);
  expect((await start('../secret')).status).toBe(400);
  expect((await api.raw('GET', '/api/experiments/20261122T000000Z-00000000')).status).toBe(404);
});

/** What two runs of the same experiment have in common. */
function withoutTimes({ report, winner }: ExperimentDetails) {
  const arms = report!.arms.map(({ trainingSeconds: _, cost: { modelBytes }, ...arm }) => ({ ...arm, modelBytes }));
  return { winner, report: { ...report, arms } };
}
