import type { ExperimentPlan } from '../../platform/experiments/definition.js';
import type { ExperimentStore } from '../../platform/experiments/experiment-store.js';
import type { ExperimentEnding } from '../../platform/experiments/experiment.js';
import type { ExperimentSteps, FoldRequest, ReportRequest } from '../../training/experiments/experiment-steps.js';
import type { StepContext, StepProgress } from '../../training/retraining-steps.js';
import { EXPERIMENT_PROGRESS_SIGNAL } from '../experimenting.js';
import type { ExperimentProgressSignal } from '../experimenting.js';
import { LatestBuffer } from './latest-buffer.js';
import type { TrainingWorkers } from './publishing.js';
import { runStep } from './run-step.js';

const PAUSE_MILLISECONDS = 2000; // a hundred trainings share one history

/** The short steps around an experiment. Each can be repeated. */
export function createExperimentRecordActivities(
  { experiments }: { readonly experiments: ExperimentStore },
  { trainingTaskQueue, heartbeatTimeoutSeconds }: TrainingWorkers,
) {
  return {
    beginExperiment: async (id: string): Promise<{ readonly plan: ExperimentPlan } & TrainingWorkers> => {
      const { plan } = await experiments.record(id);
      return { plan, trainingTaskQueue, ...(heartbeatTimeoutSeconds && { heartbeatTimeoutSeconds }) };
    },
    endExperiment: async (id: string, ending: ExperimentEnding): Promise<void> => {
      await experiments.end(id, ending);
      await experiments.removeCheckpoints(id); // those of one that failed or was cancelled: it never goes on
    },
  };
}
export type ExperimentRecordActivities = ReturnType<typeof createExperimentRecordActivities>;

/** The long steps, for a worker that has TensorFlow. */
export function createExperimentingActivities(steps: ExperimentSteps) {
  return {
    learnFold: (fold: FoldRequest) =>
      telling(`${fold.arm}, seed ${fold.seed}, fold ${fold.fold} of ${fold.folds}`, (context) =>
        steps.learnFold(fold, context),
      ),
    measureArm: (fold: FoldRequest) => telling(fold.arm, (context) => steps.measureArm(fold, context)),
    writeReport: (report: ReportRequest) => telling('the report', (context) => steps.writeReport(report, context)),
  };
}
export type ExperimentingActivities = ReturnType<typeof createExperimentingActivities>;

function telling<Result>(what: string, step: (context: StepContext) => Promise<Result>): Promise<Result> {
  const buffer = new LatestBuffer<StepProgress>(undefined, PAUSE_MILLISECONDS);
  return runStep(step, {
    signalName: EXPERIMENT_PROGRESS_SIGNAL,
    buffer: {
      add: (progress: StepProgress) => buffer.add(progress),
      isDue: () => buffer.isDue(),
      take: (): ExperimentProgressSignal | undefined => {
        const latest = buffer.take();
        return latest && { detail: `${what}: ${latest.detail}` };
      },
    },
    beginning: { detail: 'began', secondsLeft: null } satisfies StepProgress,
    checkpointOf: ({ epoch }: StepProgress) =>
      epoch && {
        details: { checkpoint: epoch.checkpoint, epoch: epoch.epoch },
        line: `${what}: epoch ${epoch.epoch} of ${epoch.epochs}: loss ${epoch.loss.toFixed(4)}`,
      },
  });
}
