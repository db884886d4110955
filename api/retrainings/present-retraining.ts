import { WorkflowFailedError, WorkflowNotFoundError } from '@temporalio/client';
import type { Client, WorkflowExecutionInfo } from '@temporalio/client';
import { defineSearchAttributeKey } from '@temporalio/common';
import { PROGRESS_QUERY } from '../../workflows/retraining.js';
import { RetrainOutcomeSchema, RetrainProgressSchema } from './retraining.schema.js';
import type { Retraining } from './retraining.schema.js';

const QUERY_MILLISECONDS = 1500; // without a worker a query waits for one; the rest of the answer does not
const SCHEDULED_BY = defineSearchAttributeKey('TemporalScheduledById', 'KEYWORD');

const UNREADABLE = 'Its outcome cannot be read: another build of this project wrote it';

const STATUSES: Readonly<Record<string, Retraining['status']>> = {
  COMPLETED: 'completed',
  FAILED: 'failed',
  CANCELLED: 'cancelled',
  TERMINATED: 'terminated',
  TIMED_OUT: 'timed-out',
};

type Execution = Omit<WorkflowExecutionInfo, 'raw'>;

/**
 * What people want to know of one execution of the retraining workflow.
 * @param asksProgress costly for a run that has ended: a worker replays its whole history to answer
 * @throws WorkflowNotFoundError
 */
export async function presentRetraining(
  client: Client,
  execution: Execution,
  family: string,
  asksProgress = true,
): Promise<Retraining> {
  const { workflowId: id, startTime, closeTime, typedSearchAttributes } = execution;
  const status = statusOf(execution);
  const [progress, ending] = await Promise.all([
    asksProgress ? progressOf(client, execution) : null,
    status === 'running' ? { outcome: null, failure: null } : endingOf(client, execution),
  ]);
  return {
    id,
    family,
    status,
    startedAt: startTime.toISOString(),
    endedAt: closeTime?.toISOString() ?? null,
    startedBy: typedSearchAttributes.get(SCHEDULED_BY) === undefined ? 'api' : 'schedule',
    progress,
    ...ending,
  };
}

/** The same for a row of a list; undefined when the run has expired since it was listed. */
export async function presentRow(
  client: Client,
  execution: Execution,
  family: string,
): Promise<Retraining | undefined> {
  try {
    return await presentRetraining(client, execution, family, statusOf(execution) === 'running');
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return undefined;
    throw error;
  }
}

function statusOf({ status }: Execution): Retraining['status'] {
  return STATUSES[status.name] ?? 'running';
}

/** null when no worker answers in time, which is no fault of the retraining. */
async function progressOf(client: Client, { workflowId, runId }: Execution): Promise<Retraining['progress']> {
  const handle = client.workflow.getHandle(workflowId, runId);
  const query = () => handle.query<unknown>(PROGRESS_QUERY);
  const [answer] = await Promise.allSettled([client.withDeadline(Date.now() + QUERY_MILLISECONDS, query)]);
  const progress = RetrainProgressSchema.safeParse(answer.status === 'fulfilled' ? answer.value : null);
  return progress.success ? progress.data : null;
}

async function endingOf(
  client: Client,
  { workflowId, runId }: Execution,
): Promise<Pick<Retraining, 'outcome' | 'failure'>> {
  try {
    const outcome = RetrainOutcomeSchema.safeParse(await client.workflow.getHandle(workflowId, runId).result());
    return outcome.success ? { outcome: outcome.data, failure: null } : { outcome: null, failure: UNREADABLE };
  } catch (error) {
    if (!(error instanceof WorkflowFailedError)) throw error;
    return { outcome: null, failure: rootMessage(error) };
  }
}

/** What went wrong first: Temporal wraps it in an error for each layer it passed. */
function rootMessage(error: Error): string {
  return error.cause instanceof Error ? rootMessage(error.cause) : error.message;
}
