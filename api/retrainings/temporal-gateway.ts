import { setTimeout as sleep } from 'node:timers/promises';
import {
  Client,
  Connection,
  ScheduleNotFoundError,
  WorkflowExecutionAlreadyStartedError,
  WorkflowNotFoundError,
  isGrpcServiceError,
} from '@temporalio/client';
import type { Settings } from '../../platform/environment.js';
import { PlatformError } from '../../platform/errors.js';

const DEADLINE_MILLISECONDS = 3000; // a person waits for the answer

/** Temporal, asked for a bounded time and with errors that a caller can act on. */
export class TemporalGateway {
  constructor(
    private readonly client: Client,
    /** Where retrainings are queued. */
    readonly taskQueue: string,
  ) {}

  /** Connects when it is first asked: the API answers while Temporal is down. */
  static open({ temporal, MARQUEE_TASK_QUEUE: taskQueue }: Settings): TemporalGateway {
    const connection = Connection.lazy({ ...temporal.connection, connectTimeout: '2s' });
    return new TemporalGateway(new Client({ connection, namespace: temporal.namespace }), taskQueue);
  }

  /** @throws PlatformError TEMPORAL_UNAVAILABLE, RETRAINING_NOT_FOUND, SCHEDULE_NOT_FOUND or RETRAINING_RUNNING */
  async ask<Result>(call: (client: Client) => Promise<Result>, milliseconds = DEADLINE_MILLISECONDS): Promise<Result> {
    const answered = new AbortController();
    try {
      const asked = this.client.withDeadline(Date.now() + milliseconds, () => call(this.client));
      return await Promise.race([asked, expiry(milliseconds, answered.signal)]);
    } catch (error) {
      throw translated(error);
    } finally {
      answered.abort();
    }
  }

  async close(): Promise<void> {
    await this.client.connection.close();
  }
}

/** Connecting for the first time heeds no deadline, so there is a second clock. */
async function expiry(milliseconds: number, signal: AbortSignal): Promise<never> {
  await sleep(milliseconds, undefined, { signal });
  throw unavailable();
}

function translated(error: unknown): unknown {
  if (error instanceof WorkflowNotFoundError)
    return notFound('RETRAINING_NOT_FOUND', `No retraining ${error.workflowId}`);
  if (error instanceof ScheduleNotFoundError) return notFound('SCHEDULE_NOT_FOUND', `No schedule ${error.scheduleId}`);
  if (error instanceof WorkflowExecutionAlreadyStartedError) {
    return new PlatformError('RETRAINING_RUNNING', 409, `${error.workflowId} runs already`);
  }
  if (!isUnreachable(error)) return error;
  return unavailable(error);
}

function unavailable(cause?: unknown): PlatformError {
  const message = 'Temporal cannot be reached, so retrainings can be neither started nor seen; predictions go on';
  return new PlatformError('TEMPORAL_UNAVAILABLE', 503, message, undefined, { cause });
}

function notFound(code: string, message: string): PlatformError {
  return new PlatformError(code, 404, message);
}

/** A gRPC error, be it bare or wrapped in the client's ServiceError. */
function isUnreachable(error: unknown): boolean {
  return isGrpcServiceError(error) || (error instanceof Error && isGrpcServiceError(error.cause));
}
