import { setTimeout as sleep } from 'node:timers/promises';
import {
  Client,
  Connection,
  NamespaceNotFoundError,
  ScheduleNotFoundError,
  WorkflowExecutionAlreadyStartedError,
  WorkflowNotFoundError,
  isGrpcServiceError,
} from '@temporalio/client';
import type { Settings } from '../../platform/environment.js';
import { PlatformError } from '../../platform/errors.js';

const DEADLINE_MILLISECONDS = 3000; // a person waits for the answer
const REFUSALS: ReadonlySet<number> = new Set([7, 16]); // gRPC's PERMISSION_DENIED and UNAUTHENTICATED

/** Temporal, asked for a bounded time and with errors that a caller can act on. */
export class TemporalGateway {
  /** What is being asked, given up or not: the client repeats it from a timer, which throws once the connection is closed. */
  private readonly pending = new Set<Promise<unknown>>();

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
      this.pending.add(asked);
      void asked.catch(() => undefined).finally(() => this.pending.delete(asked));
      return await Promise.race([asked, expiry(milliseconds, answered.signal)]);
    } catch (error) {
      throw translated(error);
    } finally {
      answered.abort();
    }
  }

  /** Waits for what is being asked: a few seconds at the most, since every question has its deadline. */
  async close(): Promise<void> {
    await Promise.allSettled(this.pending);
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
  if (error instanceof NamespaceNotFoundError) {
    return unavailable(error, `Temporal has no namespace "${error.namespace}" (see TEMPORAL_NAMESPACE)`);
  }
  const code = grpcCodeOf(error);
  if (code === undefined) return error;
  return REFUSALS.has(code)
    ? unavailable(error, "Temporal does not accept this API's key or certificate")
    : unavailable(error);
}

function unavailable(cause?: unknown, reason = 'Temporal cannot be reached'): PlatformError {
  const message = `${reason}, so retrainings can be neither started nor seen; predictions go on`;
  return new PlatformError('TEMPORAL_UNAVAILABLE', 503, message, undefined, { cause });
}

function notFound(code: string, message: string): PlatformError {
  return new PlatformError(code, 404, message);
}

/** Of a gRPC error, be it bare or wrapped in the client's ServiceError. */
function grpcCodeOf(error: unknown): number | undefined {
  if (isGrpcServiceError(error)) return error.code;
  return error instanceof Error && isGrpcServiceError(error.cause) ? error.cause.code : undefined;
}
