import { parseArgs } from 'node:util';
import { Client } from '@temporalio/client';
import { DefaultLogger, Runtime } from '@temporalio/worker';
import type { NativeConnection, Worker } from '@temporalio/worker';
import { familyNames } from '../models/catalog.js';
import { openStores } from '../platform/adapters.js';
import type { ArtifactStore } from '../platform/artifact-store.js';
import { dataFolder, readEnvironment } from '../platform/environment.js';
import type { Settings } from '../platform/environment.js';
import { ProfileStore } from '../platform/datasets/profile-store.js';
import { ExperimentStore } from '../platform/experiments/experiment-store.js';
import { PlatformError } from '../platform/errors.js';
import { outliveTheLog } from '../platform/log-streams.js';
import { forSending } from '../platform/promotion-webhook-settings.js';
import { PromotionWebhook } from '../platform/promotion-webhook.js';
import { AnalysisStore } from '../platform/videos/analysis-store.js';
import { UploadStore } from '../platform/videos/upload-store.js';
import type { DatasetProfiler } from './activities/profiling.js';
import { connectToTemporal } from './connection.js';
import { isForPeople, logLine } from './log-line.js';
import { ensureSchedules } from './schedules.js';
import { analysisWorker, orchestrationWorker, trainingWorker } from './task-workers.js';

// Composition root of the training plane: node dist/workflows/worker.js [--role orchestration | training | analysis | all]

const ROLES = ['orchestration', 'training', 'analysis', 'all'];

try {
  await main();
} catch (error) {
  console.error(error instanceof PlatformError ? error.message : error);
  process.exitCode = 1;
}

async function main(): Promise<void> {
  const role = readRole();
  const settings = readEnvironment();
  speakToPeople();
  const connection = await connectToTemporal(settings.temporal);
  try {
    const workers: Worker[] = [];
    const hasRole = (one: string) => [one, 'all'].includes(role);
    if (hasRole('orchestration')) workers.push(await orchestration(settings, connection));
    if (hasRole('training')) workers.push(await training(settings, connection));
    if (hasRole('analysis')) workers.push(await analysis(settings, connection));
    await runTogether(workers);
  } finally {
    await connection.close();
  }
}

async function orchestration(settings: Settings, connection: NativeConnection): Promise<Worker> {
  const { MARQUEE_TASK_QUEUE: taskQueue, MARQUEE_RETRAIN_CRON: cron } = settings;
  const { namespace } = settings.temporal;
  const client = new Client({ connection, namespace });
  const created = await ensureSchedules(client, await familyNames(), { taskQueue, ...(cron && { cron }) });
  if (created.length > 0) say(`scheduled the retraining of ${created.join(', ')}`);

  const webhook = settings.promotionWebhook && new PromotionWebhook(forSending(settings.promotionWebhook));
  const trainingWorkers = {
    trainingTaskQueue: settings.MARQUEE_TRAINING_TASK_QUEUE,
    heartbeatTimeoutSeconds: settings.MARQUEE_HEARTBEAT_TIMEOUT_SECONDS,
  };
  const stores = await openStores(settings);
  const analysisWorkers = {
    analysisTaskQueue: settings.MARQUEE_ANALYSIS_TASK_QUEUE,
    heartbeatTimeoutSeconds: settings.MARQUEE_HEARTBEAT_TIMEOUT_SECONDS,
  };
  const videos = { ...videoStores(stores.store), ...analysisWorkers };
  const experiments = new ExperimentStore(stores.store);
  const ports = { ...stores, ...trainingWorkers, webhook, videos, experiments };
  const worker = await orchestrationWorker({ connection, namespace, taskQueue }, ports);
  say(`retrainings are run from task queue ${taskQueue}`);
  return worker;
}

async function training(settings: Settings, connection: NativeConnection): Promise<Worker> {
  const { MARQUEE_TRAINING_TASK_QUEUE: taskQueue } = settings;
  const { namespace } = settings.temporal;
  // Loaded here only: a process that merely orchestrates stays small.
  const { startTensorflow } = await import('../training/tensorflow.js');
  const { TensorflowRetrainingSteps } = await import('../training/tensorflow-retraining-steps.js');
  const { TensorflowExperimentSteps } = await import('../training/experiments/tensorflow-experiment-steps.js');
  const { profileFamily } = await import('../training/profile/profile-family.js');
  const { description } = await startTensorflow();
  const folders = { cacheFolder: settings.MARQUEE_CACHE, dataFolder: dataFolder(settings) };
  const ports = { ...(await openStores(settings)), ...folders };
  const experimentSteps = new TensorflowExperimentSteps({ ...ports, experiments: new ExperimentStore(ports.store) });
  const steps = new TensorflowRetrainingSteps(ports);
  const profiles = new ProfileStore(ports.store);
  const profiler: DatasetProfiler = (request, context) =>
    profileFamily(request, { ...ports, profiles, steps }, context);
  const worker = await trainingWorker({ connection, namespace, taskQueue }, steps, { experimentSteps, profiler });
  say(`training from task queue ${taskQueue} with ${description} on ${folders.dataFolder}`);
  return worker;
}

async function analysis(settings: Settings, connection: NativeConnection): Promise<Worker> {
  const { MARQUEE_ANALYSIS_TASK_QUEUE: taskQueue } = settings;
  const { namespace } = settings.temporal;
  // Here only, as above: ONNX Runtime and sharp.
  const { openChampionLabeller } = await import('./champion-labeller.js');
  const { findFfmpeg } = await import('../video/ffmpeg.js');
  const { store, registry } = await openStores(settings);
  const worker = await analysisWorker(
    { connection, namespace, taskQueue },
    {
      ...videoStores(store),
      findFfmpeg: () => findFfmpeg(settings), // each time: one that is installed later is found
      openLabeller: (version) => openChampionLabeller(registry, version),
    },
  );
  const reader = await findFfmpeg(settings).catch((error: PlatformError) => error.message);
  say(`videos from task queue ${taskQueue} with ${reader}`);
  return worker;
}

function videoStores(store: ArtifactStore) {
  return { uploads: new UploadStore(store), analyses: new AnalysisStore(store) };
}

/** Until SIGINT or SIGTERM, which the runtime passes on to every worker; one that fails takes the others with it. */
async function runTogether(workers: readonly Worker[]): Promise<void> {
  const running = workers.map((worker) => worker.run());
  try {
    await Promise.all(running);
  } finally {
    for (const worker of workers) if (worker.getState() === 'RUNNING') worker.shutdown();
    await Promise.allSettled(running);
    say('stopped');
  }
}

function readRole(): string {
  const { role } = parseArgs({ options: { role: { type: 'string', default: 'all' } } }).values;
  if (ROLES.includes(role)) return role;
  throw new PlatformError('INVALID_ROLE', 400, `--role ${role}: expected one of ${ROLES.join(', ')}`, 'role');
}

function speakToPeople(): void {
  outliveTheLog();
  const logger = new DefaultLogger('INFO', (entry) => {
    if (isForPeople(entry)) console.error(logLine(entry));
  });
  Runtime.install({ logger, shutdownSignals: ['SIGINT', 'SIGTERM'] });
}

function say(message: string): void {
  Runtime.instance().logger.info(message);
}
