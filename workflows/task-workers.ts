import { fileURLToPath } from 'node:url';
import { Worker } from '@temporalio/worker';
import type { ActivityInterceptorsFactory, NativeConnection } from '@temporalio/worker';
import type { ExperimentStore } from '../platform/experiments/experiment-store.js';
import type { ExperimentSteps } from '../training/experiments/experiment-steps.js';
import type { RetrainingSteps } from '../training/retraining-steps.js';
import type { AnalysisPorts } from '../video/analyze-video.js';
import { createAnalysisRecordActivities, createAnalyzingActivities } from './activities/analyzing.js';
import type { AnalysisWorkers } from './activities/analyzing.js';
import { createAnnouncingActivities } from './activities/announcing.js';
import { createExperimentRecordActivities, createExperimentingActivities } from './activities/experimenting.js';
import { FailureInterceptor } from './activities/failures.js';
import { HeartbeatInterceptor } from './activities/heartbeat.js';
import { createProfilingActivities, createProfilingRecordActivities } from './activities/profiling.js';
import type { DatasetProfiler } from './activities/profiling.js';
import { createPublishingActivities } from './activities/publishing.js';
import type { PublishingPorts } from './activities/publishing.js';
import { createTrainingActivities } from './activities/training.js';

export interface WorkerPlace {
  readonly connection: NativeConnection;
  readonly namespace: string;
  readonly taskQueue: string;
}

export interface OrchestrationPorts extends PublishingPorts {
  readonly experiments?: ExperimentStore;
  readonly videos?: Pick<AnalysisPorts, 'analyses' | 'uploads'> & AnalysisWorkers;
}

/** Every workflow with what it imports, in the one file that the build makes of them (`bundle.ts`). */
export const BUNDLE = fileURLToPath(new URL('workflows.bundle.cjs', import.meta.url));

/** Runs the workflows and their short activities: light, so it stays responsive while another process trains. */
export function orchestrationWorker(place: WorkerPlace, ports: OrchestrationPorts, bundle = BUNDLE): Promise<Worker> {
  return Worker.create({
    ...place,
    workflowBundle: { codePath: bundle },
    activities: {
      ...createPublishingActivities(ports),
      ...createAnnouncingActivities(ports.webhook),
      ...createProfilingRecordActivities(ports),
      ...(ports.experiments && createExperimentRecordActivities({ experiments: ports.experiments }, ports)),
      ...(ports.videos && createAnalysisRecordActivities(ports.videos, ports.videos)),
    },
    stickyQueueScheduleToStartTimeout: '1s', // a run whose worker was killed moves on quickly
    interceptors: { activity: [failures, heartbeats] },
  });
}

/** What a training worker can do beside retraining. */
interface MoreTraining {
  readonly experimentSteps?: ExperimentSteps;
  readonly profiler?: DatasetProfiler;
}

/** Runs the long steps, one at a time: two trainings would share the cores and the memory, and both be late. */
export function trainingWorker(
  place: WorkerPlace,
  steps: RetrainingSteps,
  { experimentSteps, profiler }: MoreTraining = {},
): Promise<Worker> {
  return Worker.create({
    ...place,
    activities: {
      ...createTrainingActivities(steps),
      ...(experimentSteps && createExperimentingActivities(experimentSteps)),
      ...(profiler && createProfilingActivities(profiler)),
    },
    maxConcurrentActivityTaskExecutions: 1,
    // With Temporal's own throttle (30 s or more) the details of most heartbeats are lost when a worker is killed.
    maxHeartbeatThrottleInterval: '500ms',
    defaultHeartbeatThrottleInterval: '500ms',
    shutdownForceTime: '8s', // a step stops at its next batch; what does not is left to the heartbeat timeout
    interceptors: { activity: [failures] }, // its steps beat by themselves, with the checkpoint
  });
}

/** Looks at videos, one at a time: the program that reads them takes every core by itself. */
export function analysisWorker(place: WorkerPlace, ports: AnalysisPorts): Promise<Worker> {
  return Worker.create({
    ...place,
    activities: createAnalyzingActivities(ports),
    maxConcurrentActivityTaskExecutions: 1,
    maxHeartbeatThrottleInterval: '500ms', // as above
    defaultHeartbeatThrottleInterval: '500ms',
    shutdownForceTime: '8s',
    interceptors: { activity: [failures] },
  });
}

const failures: ActivityInterceptorsFactory = () => ({ inbound: new FailureInterceptor() });
const heartbeats: ActivityInterceptorsFactory = (context) => ({ inbound: new HeartbeatInterceptor(context) });
