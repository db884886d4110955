import { PlatformError } from '../../platform/errors.js';
import { EXPERIMENT_PROGRESS_QUERY, EXPERIMENT_WORKFLOW, experimentWorkflowId } from '../../workflows/experimenting.js';
import type { ExperimentProgress } from '../../workflows/experimenting.js';
import type { TemporalGateway } from '../retrainings/temporal-gateway.js';
import { ExperimentProgressSchema } from './experiment.schema.js';

const QUERY_MILLISECONDS = 1500; // without a worker a query waits for one; the rest of the answer does not

/** The workflows of experiments. Temporal is reached for when the first one is started or asked of. */
export class ExperimentRuns {
  private opened: Promise<TemporalGateway> | undefined;

  constructor(private readonly open: () => Promise<TemporalGateway>) {}

  /** @throws PlatformError TEMPORAL_UNAVAILABLE */
  async start(id: string): Promise<void> {
    const temporal = await this.temporal();
    const options = { workflowId: experimentWorkflowId(id), taskQueue: temporal.taskQueue, args: [{ id }] };
    await temporal.ask((client) => client.workflow.start(EXPERIMENT_WORKFLOW, options));
  }

  /** null when no worker answers in time. */
  async progress(id: string): Promise<ExperimentProgress | null> {
    const temporal = await this.temporal();
    const query = temporal.ask(
      (client) => client.workflow.getHandle(experimentWorkflowId(id)).query<unknown>(EXPERIMENT_PROGRESS_QUERY),
      QUERY_MILLISECONDS,
    );
    const [answer] = await Promise.allSettled([query]);
    const progress = ExperimentProgressSchema.safeParse(answer.status === 'fulfilled' ? answer.value : null);
    return progress.success ? progress.data : null;
  }

  /** Whether its workflow runs still. @throws PlatformError TEMPORAL_UNAVAILABLE */
  async isRunning(id: string): Promise<boolean> {
    const temporal = await this.temporal();
    try {
      const { status } = await temporal.ask((client) => client.workflow.getHandle(experimentWorkflowId(id)).describe());
      return status.name === 'RUNNING';
    } catch (error) {
      if (isUnknown(error)) return false;
      throw error;
    }
  }

  /** @returns whether there was something to cancel */
  async cancel(id: string): Promise<boolean> {
    if (!(await this.isRunning(id))) return false;
    const temporal = await this.temporal();
    await temporal.ask((client) => client.workflow.getHandle(experimentWorkflowId(id)).cancel());
    return true;
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
