import type { DatasetReference } from '../../platform/manifest.js';
import type { FoldOutcome, FoldPlace } from '../../platform/experiments/experiment.js';
import type { Hyperparameters } from '../../platform/experiments/definition.js';
import type { ArmCost } from '../../platform/experiments/report.js';
import type { StepContext } from '../retraining-steps.js';

/** One training of an experiment: an arm's settings, learned from all folds but one. */
export interface FoldRequest extends FoldPlace {
  readonly family: string;
  readonly dataset: DatasetReference;
  readonly hyperparameters: Hyperparameters;
  /** How many there are. */
  readonly folds: number;
}

/** What is known of an arm when all of it is learned. */
export interface LearnedArm {
  readonly name: string;
  readonly dataset: DatasetReference;
  readonly hyperparameters: Hyperparameters;
  readonly cost: ArmCost;
}

export interface ReportRequest {
  readonly experiment: string;
  /** The baseline first. */
  readonly arms: readonly LearnedArm[];
}

/** The long steps of an experiment. Each can be repeated: what was finished is not done anew, and training goes on from its last epoch. */
export abstract class ExperimentSteps {
  abstract learnFold(request: FoldRequest, context: StepContext): Promise<FoldOutcome>;
  /** What an answer costs, by the model of a fold that was learned. Writes the arm's model.onnx. */
  abstract measureArm(request: FoldRequest, context: StepContext): Promise<ArmCost>;
  /** Compares what the arms answered, and writes the report. @returns the winner, and why */
  abstract writeReport(
    request: ReportRequest,
    context: StepContext,
  ): Promise<{ readonly winner: string; readonly reason: string }>;
}
