import { EXPERIMENT_PROGRESS_QUERY, EXPERIMENT_WORKFLOW, experimentWorkflowId } from '../../workflows/experimenting.js';
import type { ExperimentRequest } from '../../workflows/experimenting.js';
import { WorkflowRuns } from '../live/workflow-runs.js';
import { ExperimentProgressSchema } from './experiment.schema.js';
import type { ExperimentProgress } from './experiment.schema.js';

export class ExperimentRuns extends WorkflowRuns<string, ExperimentRequest, ExperimentProgress> {
  protected readonly kind = {
    ...{ type: EXPERIMENT_WORKFLOW, query: EXPERIMENT_PROGRESS_QUERY, progress: ExperimentProgressSchema },
    idOf: experimentWorkflowId,
  };
}
