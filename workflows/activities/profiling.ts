import type { StepContext, StepProgress } from '../../training/retraining-steps.js';
import { PROFILE_PROGRESS_SIGNAL } from '../profiling.js';
import type { ProfileProgress, ProfileWorkflowRequest } from '../profiling.js';
import { LatestBuffer } from './latest-buffer.js';
import type { TrainingWorkers } from './publishing.js';
import { runStep } from './run-step.js';

const PAUSE_MILLISECONDS = 2000;

/** Looks at a family's data and keeps what was seen. */
export type DatasetProfiler = (request: ProfileWorkflowRequest, context: StepContext) => Promise<void>;

/** Where the long step is done. */
export function createProfilingRecordActivities({ trainingTaskQueue, heartbeatTimeoutSeconds }: TrainingWorkers) {
  return {
    trainingWorkers: (): Promise<TrainingWorkers> =>
      Promise.resolve({ trainingTaskQueue, ...(heartbeatTimeoutSeconds && { heartbeatTimeoutSeconds }) }),
  };
}
export type ProfilingRecordActivities = ReturnType<typeof createProfilingRecordActivities>;

/** The long step, for a worker that has the data. */
export function createProfilingActivities(profiler: DatasetProfiler) {
  return {
    profileDataset: (request: ProfileWorkflowRequest): Promise<void> => {
      const buffer = new LatestBuffer<StepProgress>(undefined, PAUSE_MILLISECONDS);
      return runStep((context) => profiler(request, context), {
        signalName: PROFILE_PROGRESS_SIGNAL,
        buffer: {
          add: (progress: StepProgress) => buffer.add(progress),
          isDue: () => buffer.isDue(),
          take: (): ProfileProgress | undefined => {
            const latest = buffer.take();
            return latest && { detail: latest.detail };
          },
        },
        beginning: { detail: 'began', secondsLeft: null } satisfies StepProgress,
        checkpointOf: () => undefined,
      });
    },
  };
}
export type ProfilingActivities = ReturnType<typeof createProfilingActivities>;
