import type * as tf from '@tensorflow/tfjs';
import type { ByInput } from './network.js';
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
