import * as tf from '@tensorflow/tfjs';
import { fitPlattScaling, logitOf } from './evaluation/calibration.js';
import type { PlattScaling } from './evaluation/calibration.js';
import { inputOf } from './fine-tuning.js';
import { pickRows } from './matrix.js';
import type { Phase } from './network.js';
import type { StepContext } from './retraining-steps.js';
import { predictMean } from './predict.js';
import type { Trained } from './trainer.js';
import type { TrainingSetting } from './training-setting.js';

/** What is served behind the encoder: raw features in, calibrated probabilities (and the embedding) out. */
export async function serveTrained(
  { parts, features, truth, rows, hyperparameters }: TrainingSetting,
  { model: trained, data }: Trained,
  { signal }: StepContext,
): Promise<tf.LayersModel> {
  let calibration: PlattScaling | undefined;
  if (parts.network.isCalibrated) {
    const scores = await predictMean(trained, data.tables, rows.validation, signal);
    calibration = fitPlattScaling(scores.map(logitOf), pickRows(truth, rows.validation, 1));
  }
  const scope = { trained, calibration, standardisation: features.standardisation };
  return parts.network.serve(scope, hyperparameters);
}

/** The backbone up to where the head begins, then the head: from the image to the answer. */
export function putOnto(backbone: tf.LayersModel, { features }: Phase, head: tf.LayersModel): tf.LayersModel {
  const source = features[head.inputNames[0]!]!;
  const output = source.kind === 'activation' ? inputOf(backbone, source.before) : backbone.outputs[0]!;
  const answers = head.apply(output) as tf.SymbolicTensor | tf.SymbolicTensor[];
  return tf.model({ inputs: backbone.inputs, outputs: answers });
}
