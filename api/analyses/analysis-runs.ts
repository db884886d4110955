import { PlatformError } from '../../platform/errors.js';
import { ANALYSIS_PROGRESS_QUERY, ANALYZE_WORKFLOW, analyzeWorkflowId } from '../../workflows/analyzing.js';
import type { AnalysisProgress } from '../../workflows/analyzing.js';
import type { TemporalGateway } from '../retrainings/temporal-gateway.js';
import { AnalysisProgressSchema } from './analysis.schema.js';

const QUERY_MILLISECONDS = 1500; // without a worker a query waits for one; the rest of the answer does not

/** The workflows of analyses. Temporal is reached for when the first one is started or asked of. */
export class AnalysisRuns {
  private opened: Promise<TemporalGateway> | undefined;

  constructor(private readonly open: () => Promise<TemporalGateway>) {}

  /** @throws PlatformError TEMPORAL_UNAVAILABLE */
  async start(id: string): Promise<void> {
    const temporal = await this.temporal();
    const options = { workflowId: analyzeWorkflowId(id), taskQueue: temporal.taskQueue, args: [{ id }] };
    await temporal.ask((client) => client.workflow.start(ANALYZE_WORKFLOW, options));
  }

  /** null when no worker answers in time. */
  async progress(id: string): Promise<AnalysisProgress | null> {
    const temporal = await this.temporal();
    const query = temporal.ask(
      (client) => client.workflow.getHandle(analyzeWorkflowId(id)).query<unknown>(ANALYSIS_PROGRESS_QUERY),
      QUERY_MILLISECONDS,
    );
    const [answer] = await Promise.allSettled([query]);
    const progress = AnalysisProgressSchema.safeParse(answer.status === 'fulfilled' ? answer.value : null);
    return progress.success ? progress.data : null;
  }

  /** Whether its workflow runs still. @throws PlatformError TEMPORAL_UNAVAILABLE */
  async isRunning(id: string): Promise<boolean> {
    return this.unlessUnknown(async (temporal) => {
      const { status } = await temporal.ask((client) => client.workflow.getHandle(analyzeWorkflowId(id)).describe());
      return status.name === 'RUNNING';
    });
  }

  /** @returns whether there was something to cancel, which removes the analysis when it has stopped */
  async cancel(id: string): Promise<boolean> {
    return this.unlessUnknown(async (temporal) => {
      if (!(await this.isRunning(id))) return false;
      await temporal.ask((client) => client.workflow.getHandle(analyzeWorkflowId(id)).cancel());
      return true;
    });
  }

  async close(): Promise<void> {
    await (await this.opened)?.close();
  }

  private temporal(): Promise<TemporalGateway> {
    this.opened ??= this.open();
    return this.opened;
  }

  private async unlessUnknown(call: (temporal: TemporalGateway) => Promise<boolean>): Promise<boolean> {
    try {
      return await call(await this.temporal());
    } catch (error) {
      if (isUnknown(error)) return false;
      throw error;
    }
  }
}

/** Temporal has forgotten it, or never heard of it. */
function isUnknown(error: unknown): boolean {
  return error instanceof PlatformError && error.code === 'RETRAINING_NOT_FOUND';
}
