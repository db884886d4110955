import type * as tf from '@tensorflow/tfjs';
import { PlatformError } from '../platform/errors.js';
import type { ByInput, Phase } from './network.js';
import type { TensorflowBackend } from './tensorflow.js';
import type { TrainingSetting } from './training-setting.js';

/** Those of the image encoders, by the input that each feeds; also added to `models`, which the caller disposes. */
export async function openBackbones(
  { encoders }: TrainingSetting,
  models: tf.LayersModel[],
): Promise<ByInput<tf.LayersModel>> {
  const backbones: Record<string, tf.LayersModel> = {};
  for (const [input, { encoder }] of Object.entries(encoders)) {
    const model = await encoder.model();
    if (!model) continue;
    models.push(model);
    backbones[input] = model;
  }
  return backbones;
}

/** @throws PlatformError BACKBONE_NOT_TRAINABLE or NATIVE_TENSORFLOW_NEEDED */
export function refuseUntrainable(
  phases: readonly Phase[],
  { trainsConvolutions, description }: TensorflowBackend,
): void {
  const sources = phases.flatMap(({ features }) => Object.values(features));
  if (trainsConvolutions || sources.every(({ kind }) => kind !== 'activation' && kind !== 'tap')) return;
  if (sources.some(({ kind }) => kind === 'tap')) {
    const message = `A detector's convolutions cannot be trained with ${description}: it needs native TensorFlow`;
    throw new PlatformError('NATIVE_TENSORFLOW_NEEDED', 422, message);
  }
  const message = `The image backbone's own layers cannot be trained with ${description}; set unfrozenBlocks to 0`;
  throw new PlatformError('BACKBONE_NOT_TRAINABLE', 400, message, 'hyperparameters');
}
