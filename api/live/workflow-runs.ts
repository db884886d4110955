import type { z } from 'zod';
import { PlatformError } from '../../platform/errors.js';
import type { TemporalGateway } from '../retrainings/temporal-gateway.js';

const QUERY_MILLISECONDS = 1500; // without a worker a query waits for one; the rest of the answer does not

/** What is asked for beside retrainings, each with a workflow of its own. */
export interface RunKind<Key, Progress> {
  /** Type and query of the workflow. */
  readonly type: string;
  readonly query: string;
  readonly progress: z.ZodType<Progress>;
  idOf(key: Key): string;
  /** Whether one that runs already is as good as a new one. */
  readonly mayRunAlready?: boolean;
}

/** The workflows of one kind. Temporal is reached for when the first one is started or asked of. */
export abstract class WorkflowRuns<Key, Request, Progress> {
  protected abstract readonly kind: RunKind<Key, Progress>;
  private opened: Promise<TemporalGateway> | undefined;

  constructor(private readonly open: () => Promise<TemporalGateway>) {}

  /** @throws PlatformError TEMPORAL_UNAVAILABLE */
  async start(key: Key, request: Request): Promise<void> {
    const temporal = await this.temporal();
    const options = {
      workflowId: this.kind.idOf(key),
      taskQueue: temporal.taskQueue,
      args: [request],
      ...(this.kind.mayRunAlready && { workflowIdConflictPolicy: 'USE_EXISTING' as const }),
    };
    await temporal.ask((client) => client.workflow.start(this.kind.type, options));
  }

  /** null when no worker answers in time. */
  async progress(key: Key): Promise<Progress | null> {
    const temporal = await this.temporal();
    const query = temporal.ask(
      (client) => client.workflow.getHandle(this.kind.idOf(key)).query<unknown>(this.kind.query),
      QUERY_MILLISECONDS,
    );
    const [answer] = await Promise.allSettled([query]);
    const progress = this.kind.progress.safeParse(answer.status === 'fulfilled' ? answer.value : null);
    return progress.success ? progress.data : null;
  }

  /** Whether its workflow runs still. @throws PlatformError TEMPORAL_UNAVAILABLE */
  async isRunning(key: Key): Promise<boolean> {
    const temporal = await this.temporal();
    try {
      const { status } = await temporal.ask((client) => client.workflow.getHandle(this.kind.idOf(key)).describe());
      return status.name === 'RUNNING';
    } catch (error) {
      if (isUnknown(error)) return false;
      throw error;
    }
  }

  /** @returns whether there was something to cancel @throws PlatformError TEMPORAL_UNAVAILABLE */
  async cancel(key: Key): Promise<boolean> {
    if (!(await this.isRunning(key))) return false;
    const temporal = await this.temporal();
    try {
      await temporal.ask((client) => client.workflow.getHandle(this.kind.idOf(key)).cancel());
      return true;
    } catch (error) {
      if (isUnknown(error)) return false; // it ended meanwhile
      throw error;
    }
  }

  async close(): Promise<void> {
    await (await this.opened)?.close();
  }

  private temporal(): Promise<TemporalGateway> {
    this.opened ??= this.open();
    return this.opened;
  }
}

/** Temporal has forgotten it, or never heard of it. */
function isUnknown(error: unknown): boolean {
  return error instanceof PlatformError && error.code === 'RETRAINING_NOT_FOUND';
}
