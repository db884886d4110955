import { ApplicationFailure, CancelledFailure, Context, log } from '@temporalio/activity';
import { hostname } from 'node:os';
import type { StepContext, StepProgress } from '../../training/retraining-steps.js';
import { PROGRESS_SIGNAL } from '../retraining.js';
import type { ProgressSignal } from '../retraining.js';
import { BEAT_MILLISECONDS } from './heartbeat.js';
import { ProgressBuffer } from './progress-buffer.js';

/** What a heartbeat carries: where a restarted worker goes on. */
type HeartbeatDetails = { readonly checkpoint: string; readonly epoch: number } | null;

/**
 * Runs a long step as an activity: its reports become heartbeats, log lines and progress signals to the workflow, and
 * cancellation or the worker's end reaches it as a signal to abort.
 */
export async function runStep<T>(step: (context: StepContext) => Promise<T>): Promise<T> {
  const { info, cancellationSignal } = Context.current();
  const heartbeat = heartbeats();
  const buffer = new ProgressBuffer();
  let sending = Promise.resolve(); // one after the other, so that they arrive in order
  const tell = () => {
    const signal = cancellationSignal.aborted ? undefined : buffer.take();
    if (signal !== undefined) sending = sending.then(() => signalWorkflow(signal));
    return sending;
  };
  const timer = setInterval(() => {
    heartbeat();
    if (buffer.isDue()) void tell();
  }, BEAT_MILLISECONDS);

  try {
    buffer.add({ detail: `began on ${hostname()}`, secondsLeft: null });
    await tell();
    const report = (progress: StepProgress) => {
      buffer.add(progress);
      if (progress.epoch !== undefined) heartbeat(progress.epoch);
    };
    const result = await step({ signal: cancellationSignal, report });
    await tell(); // the last epochs, before the workflow enters its next stage
    return result;
  } catch (error) {
    if (!isWorkerShutdown(cancellationSignal)) throw error;
    // A failure, since those are tried again: the next worker goes on from the checkpoint.
    throw ApplicationFailure.retryable(`The worker was stopped during ${info.activityType}`, 'WorkerStopped');
  } finally {
    clearInterval(timer);
  }
}

/** A beat without an epoch repeats the last checkpoint, that of an earlier attempt too: a bare beat would erase it. */
function heartbeats(): (epoch?: StepProgress['epoch']) => void {
  const context = Context.current();
  let details = (context.info.heartbeatDetails ?? null) as HeartbeatDetails;
  if (details !== null) log.info('goes on from the last checkpoint', { attempt: context.info.attempt });
  return (epoch) => {
    if (epoch !== undefined) {
      details = { checkpoint: epoch.checkpoint, epoch: epoch.epoch };
      log.info(`epoch ${epoch.epoch} of ${epoch.epochs}: loss ${epoch.loss.toFixed(4)}`);
    }
    context.heartbeat(details);
  };
}

/** News is worth a try, no more: a training is not given up because a page did not hear of an epoch. */
async function signalWorkflow(signal: ProgressSignal): Promise<void> {
  const { client, info } = Context.current();
  const { workflowId, runId } = info.workflowExecution!;
  try {
    await client.workflow.getHandle(workflowId, runId).signal(PROGRESS_SIGNAL, signal);
  } catch (error) {
    log.warn('progress was not delivered', { error });
  }
}

function isWorkerShutdown({ aborted, reason }: AbortSignal): boolean {
  return aborted && reason instanceof CancelledFailure && reason.message === 'WORKER_SHUTDOWN';
}
