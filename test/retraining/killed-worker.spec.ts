import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { PROGRESS_QUERY, RETRAIN_WORKFLOW } from '../../workflows/retraining.js';
import type { RetrainOutcome, RetrainProgress, RetrainRequest } from '../../workflows/retraining.js';
import { startTemporal } from '../support/temporal-server.js';
import { drawPosters } from './drawn-posters.js';
import { eventually } from './eventually.js';
import type { Retraining } from './retraining-bench.js';
import { largestDifference, weightsOf } from './weights.js';
import { WorkerProcess } from './worker-process.js';

const FAMILY = 'poster-genre';
const EPOCHS = 30;
// Small batches and a low rate: enough epochs to be killed in one, and none that has learned everything.
const hyperparameters = { epochs: EPOCHS, patience: EPOCHS, batchSize: 32, hiddenUnits: 64, learningRate: 0.00005 };

let temporal: TestWorkflowEnvironment;
let home: string;
let environment: Record<string, string>;
const workers: WorkerProcess[] = [];

beforeAll(async () => {
  temporal = await startTemporal();
  home = await mkdtemp(join(tmpdir(), 'marquee-killed-'));
  environment = { MARQUEE_HOME: home, MARQUEE_DATA: join(home, 'data'), TEMPORAL_ADDRESS: temporal.address };
  await drawPosters(join(home, 'data'), 320);
  startWorker('orchestration');
}, 60_000);

afterAll(async () => {
  await Promise.all(workers.map((worker) => worker.end('SIGKILL')));
  await temporal.teardown();
  await rm(home, { recursive: true, force: true });
}, 60_000);

it('resumes in the epoch in which its worker was killed, and ends with the weights of an undisturbed run', async () => {
  const killed = startWorker('training');
  const disturbed = await start('disturbed');
  await eventually(() => progressOf(disturbed), hasEpoch(3), 90);
  await killed.end('SIGKILL');

  const next = startWorker('training');
  const second = await disturbed.result();
  expect(killed.epochs.length).toBeLessThan(EPOCHS);
  expect([...killed.epochs, ...next.epochs]).toEqual(everyEpoch);

  const undisturbed = await start('undisturbed');
  const first = await undisturbed.result();
  const [expected, actual] = [await progressOf(undisturbed), await progressOf(disturbed)];
  expect(expected.curve.map(({ epoch }) => epoch)).toEqual(everyEpoch);
  expect(largestDifference(lossesOf(expected), lossesOf(actual))).toBeLessThan(1e-5);
  expect(largestDifference(await publishedBy(first), await publishedBy(second))).toBeLessThan(1e-5);
}, 240_000);

it('gives its work back when it is told to stop, and the next worker finishes it', async () => {
  const told = workers.at(-1)!;
  const before = told.epochs.length;
  const running = await start('handed-over');
  await eventually(() => progressOf(running), hasEpoch(1), 90);
  expect(await told.end('SIGTERM')).toBe(0);
  const next = startWorker('training');
  expect(await running.result()).toMatchObject({ status: 'published' });
  expect([...told.epochs.slice(before), ...next.epochs]).toEqual(everyEpoch);
  expect(next.epochs.length).toBeGreaterThan(0);
}, 180_000);

const everyEpoch = Array.from({ length: EPOCHS }, (_, index) => index + 1);
const hasEpoch = (number: number) => (progress: RetrainProgress) => progress.epoch >= number;

function startWorker(role: 'orchestration' | 'training'): WorkerProcess {
  const worker = new WorkerProcess(role, environment);
  workers.push(worker);
  return worker;
}

function start(name: string): Promise<Retraining> {
  const request: RetrainRequest = { family: FAMILY, hyperparameters, seed: 5 };
  const workflowId = `retrain-${FAMILY}-${name}`;
  return temporal.client.workflow.start(RETRAIN_WORKFLOW, { taskQueue: 'marquee', workflowId, args: [request] });
}

function progressOf(retraining: Retraining): Promise<RetrainProgress> {
  return retraining.query<RetrainProgress>(PROGRESS_QUERY);
}

/** The final ones: what every earlier weight and moment of the optimizer has led to. */
function lossesOf({ curve }: RetrainProgress): Float32Array {
  const { loss, validationLoss } = curve.at(-1)!;
  return Float32Array.of(loss, validationLoss);
}

function publishedBy(outcome: RetrainOutcome): Promise<Float32Array> {
  if (outcome.status !== 'published') throw new Error(`Not published: ${outcome.reason}`);
  return weightsOf(environment, FAMILY, outcome.version);
}
