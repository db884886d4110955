import { hostname } from 'node:os';
import type { CandidateRequest, RetrainingSteps, StepContext, StepProgress } from '../../training/retraining-steps.js';
import { PROGRESS_SIGNAL } from '../retraining.js';
import { ProgressBuffer } from './progress-buffer.js';
import { runStep } from './run-step.js';

/** The long steps, for a worker that has TensorFlow: each beats while it works and stops when it is told to. */
export function createTrainingActivities(steps: RetrainingSteps) {
  return {
    prepareDataset: (family: string, hyperparameters: CandidateRequest['hyperparameters'] = {}) =>
      train((context) => steps.prepareDataset(family, context, hyperparameters)),
    trainCandidate: (run: CandidateRequest) => train((context) => steps.trainCandidate(run, context)),
    compareWithChampion: (run: CandidateRequest, champion: string) =>
      train((context) => steps.compareWithChampion(run, champion, context)),
    exportCandidate: (run: CandidateRequest) => train((context) => steps.exportCandidate(run, context)),
    recordGoldenInputs: (run: CandidateRequest) => train((context) => steps.recordGoldenInputs(run, context)),
    embedCatalogue: (run: CandidateRequest) => train((context) => steps.embedCatalogue(run, context)),
  };
}
export type TrainingActivities = ReturnType<typeof createTrainingActivities>;

function train<T>(step: (context: StepContext) => Promise<T>): Promise<T> {
  return runStep(step, {
    signalName: PROGRESS_SIGNAL,
    buffer: new ProgressBuffer(),
    beginning: { detail: `began on ${hostname()}`, secondsLeft: null } satisfies StepProgress,
    checkpointOf: ({ epoch }: StepProgress) =>
      epoch && {
        details: { checkpoint: epoch.checkpoint, epoch: epoch.epoch },
        line: `epoch ${epoch.epoch} of ${epoch.epochs}: loss ${epoch.loss.toFixed(4)}`,
      },
  });
}
