import type * as tf from '@tensorflow/tfjs';
import { fitPlattScaling, logitOf } from './evaluation/calibration.js';
import type { PlattScaling } from './evaluation/calibration.js';
import { pickRows } from './matrix.js';
import type { Objective } from './objective.js';
import { fitOutputWeights, weighed } from './output-weights.js';
import { predictProbabilities, predictRows } from './predict.js';
import type { Trained } from './trainer.js';
import type { TrainingSetting } from './training-setting.js';

/** Of each output's logits where every label is decided on its own, or of all outputs together where one of several is right. */
export type Calibration = PlattScaling | OutputWeights;

export interface OutputWeights {
  /** By output: what its logits are multiplied by before they are added up. */
  readonly weights: readonly number[];
}

/** Fitted to the validation examples; undefined where the network does not ask for it. */
export async function fitCalibration(
  { parts, objective, truth, dataset }: TrainingSetting,
  { model, data }: Trained,
  validation: readonly number[],
  signal: AbortSignal,
): Promise<Calibration | undefined> {
  if (!parts.network.isCalibrated) return undefined;
  const labelCount = dataset.labels.length;
  const right = pickRows(truth, validation, labelCount);
  if (objective.activation === 'softmax') {
    const logits = await predictRows(model, data.tables, validation, signal);
    return { weights: fitOutputWeights(logits, right, labelCount, objective) };
  }
  const scores = await predictProbabilities(model, objective, data.tables, validation, signal);
  return fitPlattScaling(scores.map(logitOf), right);
}

/** Probabilities as they will be served. Runs inside tf.tidy */
export function calibratedProbabilities(
  outputs: readonly tf.Tensor[],
  objective: Objective,
  calibration: Calibration | undefined,
): tf.Tensor {
  const isWeighed = calibration !== undefined && 'weights' in calibration;
  return objective.probabilities(isWeighed ? [weighed(outputs, calibration.weights)] : outputs);
}
