import * as tf from '@tensorflow/tfjs';
import { fitPlattScaling, logitOf } from './evaluation/calibration.js';
import type { PlattScaling } from './evaluation/calibration.js';
import { pickRows } from './matrix.js';
import type { StepContext } from './retraining-steps.js';
import { predictMean } from './train-phase.js';
import type { Trained } from './trainer.js';
import type { TrainingSetting } from './training-setting.js';

export interface ServedModel {
  /** From what the encoder gives (and other features) to the answer. */
  readonly head: tf.LayersModel;
  /** From the input to the answer, where the encoder is a model; otherwise the head, put onto its graph at export. */
  readonly whole: tf.LayersModel;
}

/** Turns what was trained into what is served: raw features in, calibrated probabilities and the embedding out. */
export async function serveTrained(
  { parts, dataset, encoder, features, phases, truth, rows }: TrainingSetting,
  { model: trained, data }: Trained,
  backbone: tf.LayersModel | undefined,
  { signal }: StepContext,
): Promise<ServedModel> {
  let calibration: PlattScaling | undefined;
  if (parts.network.isCalibrated) {
    const scores = await predictMean(trained, data.tables, rows.validation, signal);
    calibration = fitPlattScaling(scores.map(logitOf), pickRows(truth, rows.validation, 1));
  }
  const head = parts.network.serve({
    ...{ trained, calibration, backbone },
    labelCount: dataset.labels.length,
    embeddingSize: encoder.embeddingSize,
    standardisation: features.standardisation,
  });
  return { head, whole: backbone ? putOnto(backbone, phases.at(-1)!.features, head) : head };
}

/** The backbone up to where the head begins, then the head. */
function putOnto(
  backbone: tf.LayersModel,
  features: TrainingSetting['phases'][number]['features'],
  head: tf.LayersModel,
): tf.LayersModel {
  const source = features[head.inputNames[0]!]!;
  const output = source.kind === 'activation' ? backbone.getLayer(source.layer).output : backbone.outputs[0]!;
  const answers = head.apply(output) as tf.SymbolicTensor | tf.SymbolicTensor[];
  return tf.model({ inputs: backbone.inputs, outputs: answers });
}
