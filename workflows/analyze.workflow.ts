import {
  ActivityCancellationType,
  ActivityFailure,
  ApplicationFailure,
  CancellationScope,
  defineQuery,
  defineSignal,
  log,
  proxyActivities,
  rootCause,
  setHandler,
} from '@temporalio/workflow';
import type { AnalysisRecordActivities, AnalysisWorkers, AnalyzingActivities } from './activities/analyzing.js';
import { ANALYSIS_PROGRESS_QUERY, ANALYSIS_PROGRESS_SIGNAL } from './analyzing.js';
import type { AnalysisProgress, AnalysisProgressSignal, AnalyzeOutcome, AnalyzeRequest } from './analyzing.js';

const records = proxyActivities<AnalysisRecordActivities>({
  startToCloseTimeout: '1 minute',
  retry: { initialInterval: '1s', maximumInterval: '30s' }, // a store that is away comes back, and then it is written down
});

/** Finds the shots of an uploaded video and labels them. What becomes of it is written down for when Temporal has forgotten. */
export async function analyze({ id }: AnalyzeRequest): Promise<AnalyzeOutcome> {
  const progress = showProgress();
  return writingDownTheEnd(id, async () => {
    const workers = await records.beginAnalysis();
    const outcome = await analyzingActivities(workers).analyzeVideo(id);
    progress.end();
    return outcome;
  });
}

async function writingDownTheEnd(id: string, work: () => Promise<AnalyzeOutcome>): Promise<AnalyzeOutcome> {
  const isUnwanted = () => CancellationScope.current().consideredCancelled; // then nobody wants to hear how it went, either
  try {
    const outcome = await work();
    await CancellationScope.nonCancellable(() => records.endAnalysis(id, { failure: null, ...outcome }));
    return outcome;
  } catch (error) {
    if (!isUnwanted()) {
      await tryingTo('write down how it ended', id, () =>
        records.endAnalysis(id, { failure: failureOf(error), shotCount: null }),
      );
    }
    throw error;
  } finally {
    if (isUnwanted()) await tryingTo('remove it', id, () => records.discardAnalysis(id)); // also when it ended meanwhile
  }
}

/** Whatever else has gone wrong is what the run fails with. */
function tryingTo(what: string, id: string, step: () => Promise<void>): Promise<void> {
  return CancellationScope.nonCancellable(step).catch((reason: unknown) =>
    log.error(`Could not ${what}`, { id, reason }),
  );
}

function failureOf(error: unknown): { code: string; message: string } {
  const cause = error instanceof ActivityFailure ? error.cause : error;
  if (cause instanceof ApplicationFailure) return { code: cause.type ?? 'ANALYSIS_FAILED', message: cause.message };
  return { code: 'ANALYSIS_FAILED', message: rootCause(error) ?? String(error) };
}

/** On workers that have a program to read videos with. */
function analyzingActivities({ analysisTaskQueue, heartbeatTimeoutSeconds }: AnalysisWorkers) {
  return proxyActivities<AnalyzingActivities>({
    taskQueue: analysisTaskQueue,
    heartbeatTimeout: `${heartbeatTimeoutSeconds}s`,
    startToCloseTimeout: '3 hours', // half an hour of video takes minutes
    retry: { initialInterval: '1s', maximumInterval: '30s', maximumAttempts: 8 },
    cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED, // no removing beneath a writer
  });
}

function showProgress(): { end(): void } {
  let current: AnalysisProgress = { stage: 'queued', shots: 0, secondsDone: 0, secondsTotal: null };
  setHandler(defineQuery<AnalysisProgress>(ANALYSIS_PROGRESS_QUERY), () => current);
  setHandler(defineSignal<[AnalysisProgressSignal]>(ANALYSIS_PROGRESS_SIGNAL), (signal) => {
    current = { ...signal, stage: 'looking' };
  });
  return { end: () => (current = { ...current, stage: 'done' }) };
}
