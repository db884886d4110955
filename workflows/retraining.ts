import type { DatasetReference } from '../platform/manifest.js';
import type { Comparison, Interval, Metric } from '../platform/scorecard.js';

/** Workflow type, query and signal names: the contract between the API and the workers. */
export const RETRAIN_WORKFLOW = 'retrain';
export const PROGRESS_QUERY = 'progress';
export const PROGRESS_SIGNAL = 'training-progress';

/** One schedule per family. */
export function retrainScheduleId(family: string): string {
  return `retrain-${family}`;
}

export interface RetrainRequest {
  readonly family: string;
  /** Hyperparameters that differ from the family's own. Absent: those that the champion was trained with. */
  readonly hyperparameters?: Readonly<Record<string, number | string | boolean>>;
  readonly seed?: number;
}

export type RetrainStage =
  'queued' | 'preparing' | 'training' | 'evaluating' | 'exporting' | 'embedding' | 'publishing' | 'done';

export interface EpochReport {
  /** Counted from 1. */
  readonly epoch: number;
  readonly phase: string;
  readonly loss: number;
  readonly validationLoss: number;
  /** The family's headline metric on validation. */
  readonly validationScore: number;
}

/** What the progress query answers. */
export interface RetrainProgress {
  readonly family: string;
  readonly version: string;
  readonly stage: RetrainStage;
  /** What is being done within the stage, for people: "features of 1,200 of 3,550 posters". */
  readonly detail: string;
  readonly epoch: number;
  readonly epochs: number;
  readonly loss: number | null;
  readonly curve: readonly EpochReport[];
  readonly secondsLeft: number | null;
}

/** What the training worker tells the workflow meanwhile. */
export interface ProgressSignal {
  readonly detail: string;
  readonly secondsLeft: number | null;
  /** How many epochs there will be; absent until an epoch has ended. */
  readonly epochs?: number;
  /** The epochs that ended since the last signal. */
  readonly reports: readonly EpochReport[];
}

export interface PromotionDecision {
  readonly promote: boolean;
  /** A sentence for people that names the figures. */
  readonly reason: string;
}

export type RetrainOutcome =
  | { readonly status: 'skipped'; readonly reason: string; readonly dataset: DatasetReference | null }
  | ({
      readonly status: 'published';
      readonly version: string;
      readonly dataset: DatasetReference;
      readonly metric: Metric;
      readonly validation: Interval;
      readonly test: Interval;
      readonly comparison: Comparison | null;
      readonly durationSeconds: number;
    } & PromotionDecision);
