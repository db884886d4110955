import { CancelledFailure, WorkflowFailedError } from '@temporalio/client';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { startTemporal } from '../support/temporal-server.js';
import { eventually } from './eventually.js';
import { FAMILY, RetrainingBench } from './retraining-bench.js';
import type { Retraining } from './retraining-bench.js';

const forever = new Promise<never>(() => {});

let temporal: TestWorkflowEnvironment;
let bench: RetrainingBench;

beforeAll(async () => {
  temporal = await startTemporal();
}, 30_000);
afterAll(() => temporal.teardown());

beforeEach(async () => {
  bench = new RetrainingBench(temporal);
  await bench.startWorkers();
}, 30_000);
afterEach(() => bench.stopWorkers(), 30_000);

it('answers how far it is: stage, epochs, loss curve and time left', async () => {
  let goOn = () => {};
  bench.steps.script.afterEpoch = (epoch) =>
    epoch === 2 ? new Promise((resolve) => (goOn = resolve)) : Promise.resolve();
  const retraining = await bench.start();
  const during = await eventually(
    () => bench.progress(retraining),
    ({ epoch }) => epoch === 2,
  );
  expect(during).toMatchObject({ family: FAMILY, stage: 'training', detail: 'epoch 2 of 3' });
  expect(during).toMatchObject({ epoch: 2, epochs: 3, loss: 0.5, secondsLeft: 1 });
  expect(during.curve.map(({ epoch, loss }) => [epoch, loss])).toEqual([
    [1, 1],
    [2, 0.5],
  ]);
  goOn();
  const outcome = await retraining.result();
  const after = await bench.progress(retraining);
  expect(after).toMatchObject({
    stage: 'done',
    epoch: 3,
    secondsLeft: null,
    version: (outcome as { version: string }).version,
  });
}, 30_000);

it('that is cancelled while it trains stops, and leaves nothing of its version', async () => {
  const champion = await bench.publish();
  const before = await bench.keys('');
  bench.steps.script.afterEpoch = (epoch) => (epoch === 2 ? forever : Promise.resolve());
  const retraining = await bench.start();
  await eventually(
    () => bench.progress(retraining),
    ({ epoch }) => epoch === 2,
  );
  expect(await bench.keys('checkpoints/')).toHaveLength(1);

  await expectCancelled(retraining);
  expect(await bench.keys('')).toEqual(before);
  expect((await bench.registry.champion(FAMILY))?.champion.version).toBe(champion.version);
}, 30_000);

it('that is cancelled while it waits for a training worker ends at once', async () => {
  bench.steps.script.afterEpoch = () => forever;
  const training = await bench.start();
  await eventually(
    () => bench.progress(training),
    ({ epoch }) => epoch === 1,
  );
  const waiting = await bench.start();
  expect((await bench.progress(waiting)).stage).toBe('queued');
  await expectCancelled(waiting);
  await expectCancelled(training);
  expect(await bench.keys('models/', 'checkpoints/')).toEqual([]);
}, 30_000);

it('whose worker is told to stop goes on with the next worker', async () => {
  let worker = 0;
  const epochs: [number, number][] = [];
  bench.steps.script.afterEpoch = (epoch) => {
    epochs.push([worker, epoch]);
    return worker === 0 && epoch === 2 ? forever : Promise.resolve();
  };
  const retraining = await bench.start();
  await eventually(
    () => bench.progress(retraining),
    ({ epoch }) => epoch === 2,
  );
  await bench.stopWorkers();
  worker = 1;
  await bench.startWorkers();
  expect(await retraining.result()).toMatchObject({ status: 'published', promote: true });
  expect(epochs).toEqual([
    [0, 1],
    [0, 2],
    [1, 1],
    [1, 2],
    [1, 3],
  ]);
}, 60_000);

async function expectCancelled(retraining: Retraining): Promise<void> {
  await retraining.cancel();
  const failure = await retraining.result().catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(WorkflowFailedError);
  expect((failure as WorkflowFailedError).cause).toBeInstanceOf(CancelledFailure);
  expect((await retraining.describe()).status.name).toBe('CANCELLED');
}
