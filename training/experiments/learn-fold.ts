import type * as tf from '@tensorflow/tfjs';
import type { ExperimentStore } from '../../platform/experiments/experiment-store.js';
import { checkpointsFolder } from '../../platform/experiments/experiment-store.js';
import type { FoldOutcome } from '../../platform/experiments/experiment.js';
import { PlatformError } from '../../platform/errors.js';
import { askAbout } from '../ask-about.js';
import { namedCheckpoints } from '../checkpoints.js';
import type { FamilyParts } from '../family-parts.js';
import { foldsOf } from '../folds.js';
import type { Fold } from '../folds.js';
import { decisionInTraining, headlineOf, learn, prepareLesson } from '../lesson.js';
import type { Lesson } from '../lesson.js';
import { pickRows } from '../matrix.js';
import type { ByInput } from '../network.js';
import { openBackbones } from '../open-backbones.js';
import { secondsOf } from './seconds-of.js';
import type { StepContext } from '../retraining-steps.js';
import { startTensorflow } from '../tensorflow.js';
import type { Trained } from '../trainer.js';
import type { TrainingPorts } from '../training-ports.js';
import { prepareSetting } from '../training-setting.js';
import type { TrainingSetting } from '../training-setting.js';
import { disposeModels } from '../weights.js';
import type { FoldRequest } from './experiment-steps.js';
import { writeFoldEvents } from './fold-events.js';

export interface ExperimentPorts extends TrainingPorts {
  readonly experiments: ExperimentStore;
}

/** A fold that has been learned, while its tensors live. */
export interface LearnedFold {
  readonly setting: TrainingSetting;
  readonly lesson: Lesson;
  readonly fold: Fold;
  readonly backbones: ByInput<tf.LayersModel>;
  readonly trained: Trained;
  /** Disposed of together afterwards, since models share layers; whoever makes one adds it. */
  readonly models: tf.LayersModel[];
}

/** Learns from all folds but one and asks about that one; what was finished before is not learned anew. */
export async function learnFold(
  parts: FamilyParts,
  request: FoldRequest,
  ports: ExperimentPorts,
  context: StepContext,
): Promise<FoldOutcome> {
  const finished = await ports.experiments.foldOutcome(request);
  if (finished) return finished;
  return withLearnedFold(parts, request, ports, context, async (learned) => {
    const { setting, fold, trained } = learned;
    const answers = await askAbout(setting, trained, fold, context.signal);
    const labelCount = setting.dataset.labels.length;
    const asked = { scores: answers, truth: pickRows(setting.truth, fold.test, labelCount), labelCount };
    const outcome = {
      epochs: trained.curve.length,
      seconds: secondsOf(trained.curve),
      score: headlineOf(parts.family.headline, asked, decisionInTraining(setting)),
    };
    await writeFoldEvents(request, learned, { asked, outcome }, ports.experiments);
    await ports.experiments.writeFold(request, answers, outcome);
    return outcome;
  });
}

/** The fold's model in hand: trained, or brought back from its checkpoints where that was done before. */
export async function withLearnedFold<Result>(
  parts: FamilyParts,
  request: FoldRequest,
  ports: ExperimentPorts,
  context: StepContext,
  use: (learned: LearnedFold) => Promise<Result>,
): Promise<Result> {
  refuseBoxes(parts);
  await startTensorflow();
  const { family, dataset, hyperparameters, seed } = request;
  const version = request.experiment; // nothing is written under it
  const setting = await prepareSetting(parts, { family, version, dataset, hyperparameters, seed }, ports);
  const fold = foldsOf(setting.dataset, request.folds)[request.fold - 1]!;
  const lesson = await prepareLesson(setting, fold, context);
  const models: tf.LayersModel[] = [];
  try {
    const backbones = await openBackbones(setting, models);
    const checkpoints = namedCheckpoints(ports.store, checkpointsFolder(request));
    const trained = await learn(setting, lesson, backbones, checkpoints, context);
    models.push(trained.model);
    return await use({ setting, lesson, fold, backbones, trained, models });
  } finally {
    disposeModels(models);
  }
}

function refuseBoxes({ family: { name, task } }: FamilyParts): void {
  if (task !== 'detection') return;
  const message = `${name} finds boxes; experiments compare families that answer with labels`;
  throw new PlatformError('EXPERIMENT_NEEDS_LABELS', 400, message, 'family');
}
