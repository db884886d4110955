import type { FoldOutcome, Publication } from '../platform/experiments/experiment.js';

/** Workflow type, query and signal names: the contract between the API and the workers. */
export const EXPERIMENT_WORKFLOW = 'experiment';
export const EXPERIMENT_PROGRESS_QUERY = 'progress';
export const EXPERIMENT_PROGRESS_SIGNAL = 'experiment-progress';

/** An experiment has one workflow, whoever asks for it twice. */
export function experimentWorkflowId(id: string): string {
  return `experiment-${id}`;
}

/** Of the retraining of its winner; begins as every retraining of the family does. */
export function winnerWorkflowId(family: string, id: string): string {
  return `retrain-${family}-experiment-${id}`;
}

export interface ExperimentRequest {
  /** Of the experiment; its record says what is tried. */
  readonly id: string;
}

/** What the worker tells the workflow meanwhile. */
export interface ExperimentProgressSignal {
  readonly detail: string;
}

/** A training that has ended. */
export interface LearnedFoldReport extends FoldOutcome {
  readonly arm: string;
  readonly seed: number;
  readonly fold: number;
}

/** What the progress query answers. */
export interface ExperimentProgress {
  readonly stage: 'queued' | 'learning' | 'measuring' | 'reporting' | 'publishing' | 'done';
  /** What is being done within the stage, for people. */
  readonly detail: string;
  /** How many trainings there are: every arm, every seed, every fold. */
  readonly trainings: number;
  /** Those that have ended, in their order. */
  readonly learned: readonly LearnedFoldReport[];
}

export interface ExperimentOutcome {
  readonly winner: string;
  readonly reason: string;
  /** null where nothing was to be published. */
  readonly publication: Publication | null;
}
