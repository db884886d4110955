import type * as tf from '@tensorflow/tfjs';
import type { ArtifactStore } from '../platform/artifact-store.js';
import { ArtifactNotFoundError } from '../platform/errors.js';
import { askAbout } from './ask-about.js';
import { checkpointKey } from './checkpoint.js';
import { lastCheckpoint } from './checkpoints.js';
import { foldsOf } from './folds.js';
import type { Fold } from './folds.js';
import { learn, prepareLesson } from './lesson.js';
import type { ByInput } from './network.js';
import type { StepContext } from './retraining-steps.js';
import type { TrainingSetting } from './training-setting.js';

/**
 * Learns once for each fold from all others and asks about the fold. A fold that was finished before is not learned anew,
 * and one that was interrupted goes on from its last epoch.
 * @param folds at least 2
 * @returns probabilities of every labelled example by a model that has not seen it, float32 [examples, labels]; 0 of others
 */
export async function crossValidate(
  setting: TrainingSetting,
  folds: number,
  backbones: ByInput<tf.LayersModel>,
  store: ArtifactStore,
  context: StepContext,
): Promise<Float32Array> {
  const { dataset, request } = setting;
  const labelCount = dataset.labels.length;
  const probabilities = new Float32Array(dataset.examples.length * labelCount);
  for (const [index, fold] of foldsOf(dataset, folds).entries()) {
    const title = `fold ${index + 1} of ${folds}`;
    const checkpoint = `${checkpointKey(request.family, request.version)}-fold-${index + 1}`;
    const answers =
      (await finished(store, checkpoint)) ??
      (await askFold(setting, fold, backbones, { store, checkpoint }, entitled(context, title)));
    fold.test.forEach((row, at) =>
      probabilities.set(answers.subarray(at * labelCount, (at + 1) * labelCount), row * labelCount),
    );
  }
  return probabilities;
}

async function askFold(
  setting: TrainingSetting,
  fold: Fold,
  backbones: ByInput<tf.LayersModel>,
  kept: { store: ArtifactStore; checkpoint: string },
  context: StepContext,
): Promise<Float32Array> {
  const lesson = await prepareLesson(setting, fold, context);
  const checkpoints = lastCheckpoint(kept.store, kept.checkpoint);
  const trained = await learn(setting, lesson, backbones, checkpoints, context);
  try {
    const answers = await askAbout(setting, trained, fold, context.signal);
    await kept.store.put(answersKey(kept.checkpoint), new Uint8Array(answers.buffer));
    return answers;
  } finally {
    trained.model.dispose();
  }
}

async function finished(store: ArtifactStore, checkpoint: string): Promise<Float32Array | undefined> {
  try {
    const { bytes } = await store.get(answersKey(checkpoint));
    return new Float32Array(Uint8Array.from(bytes).buffer);
  } catch (error) {
    if (error instanceof ArtifactNotFoundError) return undefined;
    throw error;
  }
}

function answersKey(checkpoint: string): string {
  return `${checkpoint}-answers`;
}

/** Epochs of a fold are no part of the version's curve. */
function entitled({ report, signal }: StepContext, title: string): StepContext {
  return { signal, report: ({ detail }) => report({ detail: `${title}: ${detail}`, secondsLeft: null }) };
}
