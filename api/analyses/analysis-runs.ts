import { ANALYSIS_PROGRESS_QUERY, ANALYZE_WORKFLOW, analyzeWorkflowId } from '../../workflows/analyzing.js';
import type { AnalysisProgress, AnalyzeRequest } from '../../workflows/analyzing.js';
import { WorkflowRuns } from '../live/workflow-runs.js';
import { AnalysisProgressSchema } from './analysis.schema.js';

/** One that is cancelled removes its analysis when it has stopped. */
export class AnalysisRuns extends WorkflowRuns<string, AnalyzeRequest, AnalysisProgress> {
  protected readonly kind = {
    ...{ type: ANALYZE_WORKFLOW, query: ANALYSIS_PROGRESS_QUERY, progress: AnalysisProgressSchema },
    idOf: analyzeWorkflowId,
  };
}
