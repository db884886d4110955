import { PlatformError } from '../../platform/errors.js';
import { PROFILE_PROGRESS_QUERY, PROFILE_WORKFLOW, profileWorkflowId } from '../../workflows/profiling.js';
import type { ProfileProgress, ProfileWorkflowRequest } from '../../workflows/profiling.js';
import type { TemporalGateway } from '../retrainings/temporal-gateway.js';

const QUERY_MILLISECONDS = 1500; // without a worker a query waits for one; the rest of the answer does not

/** The workflows that look at data. Temporal is reached for when the first one is started or asked of. */
export class ProfileRuns {
  private opened: Promise<TemporalGateway> | undefined;

  constructor(private readonly open: () => Promise<TemporalGateway>) {}

  /** One that runs already is as good as a new one. @throws PlatformError TEMPORAL_UNAVAILABLE */
  async start(id: string, request: ProfileWorkflowRequest): Promise<void> {
    const temporal = await this.temporal();
    const options = {
      workflowId: profileWorkflowId(request.family, id),
      taskQueue: temporal.taskQueue,
      args: [request],
      workflowIdConflictPolicy: 'USE_EXISTING' as const,
    };
    await temporal.ask((client) => client.workflow.start(PROFILE_WORKFLOW, options));
  }

  /** null when none runs, or Temporal cannot be asked: what was seen before is shown all the same. */
  async progress(family: string, id: string): Promise<ProfileProgress | null> {
    const workflowId = profileWorkflowId(family, id);
    try {
      const temporal = await this.temporal();
      const { status } = await temporal.ask((client) => client.workflow.getHandle(workflowId).describe());
      if (status.name !== 'RUNNING') return null;
      const query = temporal.ask(
        (client) => client.workflow.getHandle(workflowId).query<ProfileProgress>(PROFILE_PROGRESS_QUERY),
        QUERY_MILLISECONDS,
      );
      const [answer] = await Promise.allSettled([query]);
      return answer.status === 'fulfilled' ? answer.value : { detail: 'waiting for a worker' };
    } catch (error) {
      if (error instanceof PlatformError) return null;
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
