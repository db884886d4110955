import { mkdir, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import type { WorkflowHandle } from '@temporalio/client';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { PlatformError } from '../../platform/errors.js';
import { PromotionWebhook } from '../../platform/promotion-webhook.js';
import { announcementId } from '../../workflows/announcing.js';
import { eventually } from './eventually.js';
import { FAMILY, RetrainingBench } from './retraining-bench.js';
import type { Retraining } from './retraining-bench.js';

const forever = new Promise<never>(() => {});

/** Every way a run goes that a worker of tomorrow may have to carry on. Each ends, or is in the middle of, one run. */
const WAYS: Readonly<Record<string, (bench: RetrainingBench) => Promise<WorkflowHandle>>> = {
  'first-version': (bench) => ended(bench),
  async 'better-than-the-champion'(bench) {
    await bench.publish();
    return ended(bench);
  },
  async 'refused-by-the-gate'(bench) {
    await bench.publish();
    bench.steps.script.difference = { value: -0.1, low: -0.12, high: -0.08 };
    return ended(bench);
  },
  'too-few-examples'(bench) {
    bench.steps.script.tooFew = 'No label of tiny has 100 examples.';
    return ended(bench);
  },
  async 'champion-moved-meanwhile'(bench) {
    const { version: first } = await bench.publish();
    const { version: second } = await bench.publish();
    let moved = false;
    bench.steps.script.onCompare = async () => {
      if (moved) return;
      moved = true;
      const seen = await bench.registry.champion(FAMILY);
      const other = seen?.champion.version === first ? second : first;
      await bench.registry.moveChampion(FAMILY, { version: other, reason: 'by hand' }, seen);
    };
    return ended(bench);
  },
  async 'cancelled-while-training'(bench) {
    const retraining = await training(bench);
    await retraining.cancel();
    await retraining.result().catch(() => undefined);
    return retraining;
  },
  'failed-while-exporting'(bench) {
    bench.steps.script.onExport = () => {
      throw new PlatformError('PARITY', 422, 'model.onnx differs from TensorFlow.js');
    };
    return ended(bench);
  },
  async 'carried-on-by-the-next-worker'(bench) {
    const retraining = await training(bench);
    await bench.stopWorkers();
    bench.steps.script.afterEpoch = () => Promise.resolve();
    await bench.startWorkers();
    await retraining.result();
    return retraining;
  },
  async 'told-of-its-promotion'(bench) {
    await nobodyListens(bench);
    return ended(bench);
  },
  async 'telling-of-a-promotion'(bench) {
    await nobodyListens(bench);
    await bench.publish();
    const { version, previousVersion, reason, promotedAt } = (await bench.registry.champion(FAMILY))!.champion;
    const id = announcementId({ family: FAMILY, version, previousVersion, reason, promotedAt });
    return bench.client.workflow.getHandle(id);
  },
  'still-training': (bench) => training(bench),
};

/** Goes every way on a real server and writes the history of each to `<folder>/<way>.json`. */
export async function recordHistories(temporal: TestWorkflowEnvironment, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const [way, go] of Object.entries(WAYS)) {
    const bench = new RetrainingBench(temporal);
    await bench.startWorkers();
    const run = await go(bench);
    const history = historyToJSON(await run.fetchHistory());
    await writeFile(join(folder, `${way}.json`), JSON.stringify(JSON.parse(history), withoutThisMachine));
    await run.cancel().catch(() => undefined);
    await bench.stopWorkers();
  }
}

/** Whose history it is, and where its code lay, is nobody's business and no part of the way. */
function withoutThisMachine(key: string, value: unknown): unknown {
  if (key === 'identity') return 'a worker';
  if (key === 'stackTrace') return '';
  if (typeof value !== 'string') return value;
  if (key !== 'data') return value.replaceAll(hostname(), 'a-machine');
  return Buffer.from(Buffer.from(value, 'base64').toString().replaceAll(hostname(), 'a-machine')).toString('base64');
}

async function ended(bench: RetrainingBench): Promise<Retraining> {
  const retraining = await bench.start();
  await retraining.result().catch(() => undefined); // a run that fails has a history too
  return retraining;
}

async function nobodyListens(bench: RetrainingBench): Promise<void> {
  await bench.stopWorkers();
  bench.webhook = new PromotionWebhook({ url: 'http://127.0.0.1:9/hook', secret: 'nobody listens there' });
  await bench.startWorkers();
}

async function training(bench: RetrainingBench): Promise<Retraining> {
  bench.steps.script.afterEpoch = (epoch) => (epoch === 2 ? forever : Promise.resolve());
  const retraining = await bench.start();
  await eventually(
    () => bench.progress(retraining),
    ({ epoch }) => epoch === 2,
  );
  return retraining;
}
