import { defineQuery, defineSignal, proxyActivities, setHandler } from '@temporalio/workflow';
import type { ProfilingActivities, ProfilingRecordActivities } from './activities/profiling.js';
import { PROFILE_PROGRESS_QUERY, PROFILE_PROGRESS_SIGNAL } from './profiling.js';
import type { ProfileProgress, ProfileWorkflowRequest } from './profiling.js';

const HEARTBEAT_SECONDS = 20;

/** Looks at the data that a family learns from. */
export async function profile(request: ProfileWorkflowRequest): Promise<void> {
  let progress: ProfileProgress = { detail: 'queued, waiting for a training worker' };
  setHandler(defineQuery<ProfileProgress>(PROFILE_PROGRESS_QUERY), () => progress);
  setHandler(defineSignal<[ProfileProgress]>(PROFILE_PROGRESS_SIGNAL), (latest) => void (progress = latest));

  const { trainingWorkers } = proxyActivities<ProfilingRecordActivities>({ startToCloseTimeout: '1 minute' });
  const { trainingTaskQueue, heartbeatTimeoutSeconds = HEARTBEAT_SECONDS } = await trainingWorkers();
  const { profileDataset } = proxyActivities<ProfilingActivities>({
    taskQueue: trainingTaskQueue,
    startToCloseTimeout: '2 hours',
    heartbeatTimeout: `${heartbeatTimeoutSeconds} seconds`,
    retry: { maximumAttempts: 10 },
  });
  await profileDataset(request);
}
