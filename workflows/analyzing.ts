/** Workflow type, query and signal names: the contract between the API and the workers. */
export const ANALYZE_WORKFLOW = 'analyze';
export const ANALYSIS_PROGRESS_QUERY = 'progress';
export const ANALYSIS_PROGRESS_SIGNAL = 'analysis-progress';

/** An analysis has one workflow, whoever asks for it twice. */
export function analyzeWorkflowId(id: string): string {
  return `analyze-${id}`;
}

export interface AnalyzeRequest {
  /** Of the analysis; its record names the video. */
  readonly id: string;
}

/** What the worker tells the workflow meanwhile. */
export interface AnalysisProgressSignal {
  readonly shots: number;
  /** Of the video: what has been looked at, and how long it is; null where the file does not say. */
  readonly secondsDone: number;
  readonly secondsTotal: number | null;
}

/** What the progress query answers. */
export interface AnalysisProgress extends AnalysisProgressSignal {
  readonly stage: 'queued' | 'looking' | 'done';
}

export interface AnalyzeOutcome {
  readonly shotCount: number;
}
