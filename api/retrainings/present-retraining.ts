import { WorkflowFailedError } from '@temporalio/client';
import type { Client, WorkflowExecutionInfo } from '@temporalio/client';
import { defineSearchAttributeKey } from '@temporalio/common';
import { PROGRESS_QUERY } from '../../workflows/retraining.js';
import { RetrainOutcomeSchema, RetrainProgressSchema } from './retraining.schema.js';
import type { Retraining } from './retraining.schema.js';

const QUERY_MILLISECONDS = 1500; // without a worker a query waits for one; the rest of the answer does not
const SCHEDULED_BY = defineSearchAttributeKey('TemporalScheduledById', 'KEYWORD');

const STATUSES: Readonly<Record<string, Retraining['status']>> = {
  COMPLETED: 'completed',
  FAILED: 'failed',
  CANCELLED: 'cancelled',
  TERMINATED: 'terminated',
  TIMED_OUT: 'timed-out',
};

/** What people want to know of one execution of the retraining workflow. */
export async function presentRetraining(
  client: Client,
  execution: Omit<WorkflowExecutionInfo, 'raw'>,
  family: string,
): Promise<Retraining> {
  const { workflowId: id, runId, startTime, closeTime, typedSearchAttributes } = execution;
  const status = STATUSES[execution.status.name] ?? 'running';
  const [progress, ending] = await Promise.all([
    progressOf(client, id, runId),
    status === 'running' ? { outcome: null, failure: null } : endingOf(client, id, runId),
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

/** null when no worker answers in time, which is no fault of the retraining. */
async function progressOf(client: Client, id: string, runId: string): Promise<Retraining['progress']> {
  const handle = client.workflow.getHandle(id, runId);
  const query = () => handle.query<unknown>(PROGRESS_QUERY);
  const [answer] = await Promise.allSettled([client.withDeadline(Date.now() + QUERY_MILLISECONDS, query)]);
  const progress = RetrainProgressSchema.safeParse(answer.status === 'fulfilled' ? answer.value : null);
  return progress.success ? progress.data : null;
}

async function endingOf(client: Client, id: string, runId: string): Promise<Pick<Retraining, 'outcome' | 'failure'>> {
  try {
    const result: unknown = await client.workflow.getHandle(id, runId).result();
    return { outcome: RetrainOutcomeSchema.parse(result), failure: null };
  } catch (error) {
    if (!(error instanceof WorkflowFailedError)) throw error;
    return { outcome: null, failure: rootMessage(error) };
  }
}

/** What went wrong first: Temporal wraps it in an error for each layer it passed. */
function rootMessage(error: Error): string {
  return error.cause instanceof Error ? rootMessage(error.cause) : error.message;
}
