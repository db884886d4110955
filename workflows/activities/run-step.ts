import { ApplicationFailure, CancelledFailure, Context, log } from '@temporalio/activity';
import { BEAT_MILLISECONDS } from './heartbeat.js';

/** What a step reports, gathered until the workflow is told of it. */
interface Buffer<Progress, Signal> {
  add(progress: Progress): void;
  /** Whether there is news and the last signal is long enough ago. */
  isDue(): boolean;
  /** The news since the last time, or undefined when there is none. */
  take(): Signal | undefined;
}

/** How a kind of step tells of itself. */
export interface Telling<Progress, Signal> {
  readonly signalName: string;
  readonly buffer: Buffer<Progress, Signal>;
  /** What is told as soon as a worker has taken the step. */
  readonly beginning: Progress;
  /** Where a restarted worker goes on, and a line of the log; undefined for what is no such place. */
  readonly checkpointOf: (progress: Progress) => { readonly details: unknown; readonly line: string } | undefined;
}

export interface RunningStep<Progress> {
  /** Aborted when the run is cancelled or the worker ends. */
  readonly signal: AbortSignal;
  readonly report: (progress: Progress) => void;
}

/**
 * Runs a long step as an activity: its reports become heartbeats, log lines and progress signals to the workflow, and
 * cancellation or the worker's end reaches it as a signal to abort.
 */
export async function runStep<T, Progress, Signal>(
  step: (running: RunningStep<Progress>) => Promise<T>,
  { signalName, buffer, beginning, checkpointOf }: Telling<Progress, Signal>,
): Promise<T> {
  const { info, cancellationSignal } = Context.current();
  const heartbeat = heartbeats();
  let sending = Promise.resolve(); // one after the other, so that they arrive in order
  const tell = () => {
    const signal = cancellationSignal.aborted ? undefined : buffer.take();
    if (signal !== undefined) sending = sending.then(() => signalWorkflow(signalName, signal));
    return sending;
  };
  const timer = setInterval(() => {
    heartbeat();
    if (buffer.isDue()) void tell();
  }, BEAT_MILLISECONDS);

  try {
    buffer.add(beginning);
    await tell();
    const report = (progress: Progress) => {
      buffer.add(progress);
      const checkpoint = checkpointOf(progress);
      if (checkpoint === undefined) return;
      log.info(checkpoint.line);
      heartbeat(checkpoint.details);
    };
    const result = await step({ signal: cancellationSignal, report });
    await tell(); // the last news, before the workflow enters its next stage
    return result;
  } catch (error) {
    if (!isWorkerShutdown(cancellationSignal)) throw error;
    // A failure, since those are tried again: the next worker goes on from the checkpoint.
    throw ApplicationFailure.retryable(`The worker was stopped during ${info.activityType}`, 'WorkerStopped');
  } finally {
    clearInterval(timer);
  }
}

/** A beat without details repeats the last ones, those of an earlier attempt too: a bare beat would erase them. */
function heartbeats(): (details?: unknown) => void {
  const context = Context.current();
  let last: unknown = context.info.heartbeatDetails ?? null;
  if (last !== null) log.info('goes on from the last checkpoint', { attempt: context.info.attempt });
  return (details) => {
    last = details ?? last;
    context.heartbeat(last);
  };
}

/** News is worth a try, no more: a step is not given up because a page did not hear of it. */
async function signalWorkflow(name: string, signal: unknown): Promise<void> {
  const { client, info } = Context.current();
  const { workflowId, runId } = info.workflowExecution!;
  try {
    await client.workflow.getHandle(workflowId, runId).signal(name, signal);
  } catch (error) {
    log.warn('progress was not delivered', { error });
  }
}

function isWorkerShutdown({ aborted, reason }: AbortSignal): boolean {
  return aborted && reason instanceof CancelledFailure && reason.message === 'WORKER_SHUTDOWN';
}
