import type { CandidateRequest, RetrainingSteps } from '../../training/retraining-steps.js';
import { runStep } from './run-step.js';

/** The long steps, for a worker that has TensorFlow: each beats while it works and stops when it is told to. */
export function createTrainingActivities(steps: RetrainingSteps) {
  return {
    prepareDataset: (family: string) => runStep((context) => steps.prepareDataset(family, context)),
    trainCandidate: (run: CandidateRequest) => runStep((context) => steps.trainCandidate(run, context)),
    compareWithChampion: (run: CandidateRequest, champion: string) =>
      runStep((context) => steps.compareWithChampion(run, champion, context)),
    exportCandidate: (run: CandidateRequest) => runStep((context) => steps.exportCandidate(run, context)),
    recordGoldenInputs: (run: CandidateRequest) => runStep((context) => steps.recordGoldenInputs(run, context)),
    embedCatalogue: (run: CandidateRequest) => runStep((context) => steps.embedCatalogue(run, context)),
  };
}
export type TrainingActivities = ReturnType<typeof createTrainingActivities>;
