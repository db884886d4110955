import type * as tf from '@tensorflow/tfjs';
import { PlatformError } from '../platform/errors.js';
import type { BuildScope, Phase } from './network.js';
import type { TensorflowBackend } from './tensorflow.js';
import { disposeModels } from './weights.js';

/**
 * Looks for convolutions in what the phases build, before any of them is trained. Those beneath a tap are not among them: what
 * they say is a feature.
 * @throws PlatformError NATIVE_TENSORFLOW_NEEDED naming the phase and the layer
 */
export function refuseUntrainable(
  phases: readonly Phase[],
  scope: Omit<BuildScope, 'previous'>,
  { trainsConvolutions, description }: Pick<TensorflowBackend, 'trainsConvolutions' | 'description'>,
): void {
  if (trainsConvolutions) return;
  const models: tf.LayersModel[] = [];
  try {
    for (const phase of phases) {
      const model = phase.build({ ...scope, previous: models.at(-1) });
      models.push(model);
      const layer = model.layers.find(isTrainedConvolution);
      if (!layer) continue;
      const message = `The phase "${phase.name}" trains a convolution (${layer.name}), which ${description} cannot`;
      const remedy = 'set up native TensorFlow, or choose hyperparameters with which none is trained';
      throw new PlatformError('NATIVE_TENSORFLOW_NEEDED', 422, `${message}; ${remedy}`, 'hyperparameters');
    }
  } finally {
    disposeModels(models);
  }
}

function isTrainedConvolution(layer: tf.layers.Layer): boolean {
  return layer.getClassName().includes('Conv') && layer.trainableWeights.length > 0;
}
