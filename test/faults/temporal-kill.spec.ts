import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { Client, Connection } from '@temporalio/client';
import { realTemporal } from '../real-servers/real-servers.js';
import type { RealServer } from '../real-servers/real-servers.js';
import { drawPosters } from '../retraining/drawn-posters.js';
import { eventually } from '../retraining/eventually.js';
import { PAYLOAD_BYTES, largestPayload } from '../retraining/largest-payload.js';
import { largestDifference } from '../retraining/weights.js';
import type { WorkerProcess } from '../retraining/worker-process.js';
import { EPOCHS, Installation } from './installation.js';

let temporal: RealServer;
let data: string;
let installation: Installation;
let worker: WorkerProcess;

beforeAll(async () => {
  temporal = await realTemporal();
  data = await mkdtemp(join(tmpdir(), 'marquee-kills-'));
  await drawPosters(data, 320);
  installation = await Installation.create({ ...temporal.environment, MARQUEE_DATA: data });
  worker = await installation.startWorker();
}, 120_000);

afterAll(async () => {
  await installation?.remove();
  await temporal?.remove();
  await rm(data, { recursive: true, force: true });
}, 60_000);

/** A connection of its own: a client outlives the server too, but is slow to notice that it is back. */
async function withClient<T>(use: (client: Client) => Promise<T>): Promise<T> {
  const connection = await Connection.connect({ address: temporal.environment['TEMPORAL_ADDRESS']! });
  try {
    return await use(new Client({ connection }));
  } finally {
    await connection.close();
  }
}

it('goes on with a run whose Temporal server was killed and came back, and learns the same', async () => {
  const undisturbed = await withClient(async (client) => installation.versionOf(await installation.retrain(client)));
  expect(worker.epochs).toHaveLength(EPOCHS);

  const { workflowId } = await withClient((client) => installation.retrain(client));
  await epochsReach(EPOCHS + 2);
  await temporal.kill();
  await sleep(5_000); // the worker learns on meanwhile, or waits
  await temporal.restart();
  await epochsReach(2 * EPOCHS);
  await temporal.kill(); // while the version is exported, or a moment before
  await temporal.restart();

  const version = await withClient((client) => installation.versionOf(client.workflow.getHandle(workflowId)));
  const history = await withClient((client) => client.workflow.getHandle(workflowId).fetchHistory());
  expect(largestPayload(history)).toBeGreaterThan(100);
  expect(largestPayload(history)).toBeLessThan(PAYLOAD_BYTES);
  expect(await installation.versions()).toEqual([version, undisturbed]);
  expect(await installation.keys('checkpoints/')).toEqual([]);
  const [expected, actual] = await Promise.all([undisturbed, version].map((one) => installation.weightsOf(one)));
  expect(largestDifference(expected!, actual!)).toBeLessThan(1e-5);
}, 240_000);

async function epochsReach(count: number): Promise<void> {
  await eventually(
    () => worker.epochs.length,
    (epochs) => epochs >= count,
    90,
  );
}
