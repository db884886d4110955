import { PlatformError } from '../../platform/errors.js';
import { PROFILE_PROGRESS_QUERY, PROFILE_WORKFLOW, profileWorkflowId } from '../../workflows/profiling.js';
import type { ProfileProgress, ProfileWorkflowRequest } from '../../workflows/profiling.js';
import { WorkflowRuns } from '../live/workflow-runs.js';
import { ProfileProgressSchema } from './dataset.schema.js';
import type { ProfileParameters } from './dataset.schema.js';

/** The workflows that look at data. */
export class ProfileRuns extends WorkflowRuns<ProfileParameters, ProfileWorkflowRequest, ProfileProgress> {
  protected readonly kind = {
    ...{ type: PROFILE_WORKFLOW, query: PROFILE_PROGRESS_QUERY, progress: ProfileProgressSchema },
    idOf: ({ family, id }: ProfileParameters) => profileWorkflowId(family, id),
    mayRunAlready: true,
  };

  /** null when none runs, or Temporal cannot be asked: what was seen before is shown all the same. */
  override async progress(key: ProfileParameters): Promise<ProfileProgress | null> {
    try {
      if (!(await this.isRunning(key))) return null;
      return (await super.progress(key)) ?? { detail: 'waiting for a worker' };
    } catch (error) {
      if (error instanceof PlatformError) return null;
      throw error;
    }
  }
}
