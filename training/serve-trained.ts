import * as tf from '@tensorflow/tfjs';
import { fitCalibration } from './calibrate-outputs.js';
import { inputOf } from './fine-tuning.js';
import type { Lesson } from './lesson.js';
import { tapped } from './mirror.js';
import type { ByInput, FeatureSource, Phase } from './network.js';
import type { StepContext } from './retraining-steps.js';
import type { Trained } from './trainer.js';
import type { TrainingSetting } from './training-setting.js';

/** What is served behind the encoder: raw features in, calibrated probabilities (and the embedding) out. */
export async function serveTrained(
  setting: TrainingSetting,
  { rows, standardisations }: Lesson,
  trained: Trained,
  { signal }: StepContext,
): Promise<tf.LayersModel> {
  const { parts, objective, heads, hyperparameters } = setting;
  const calibration = await fitCalibration(setting, trained, rows.validation, signal);
  const { activation } = objective;
  return parts.network.serve(
    { trained: trained.model, heads, activation, calibration, standardisations },
    hyperparameters,
  );
}

/**
 * Each image backbone up to where the head begins, then the head: from the image to the answer. Inputs without a
 * backbone stay as they are; a head without any is returned itself.
 */
export function putOnto(backbones: ByInput<tf.LayersModel>, { features }: Phase, head: tf.LayersModel): tf.LayersModel {
  const encoderOf = (input: string) => (features[input]?.kind === 'tap' ? features[input].of : input);
  if (head.inputNames.every((name) => !backbones[encoderOf(name)])) return head;
  const feeds = head.inputNames.map((name, index) => {
    const backbone = backbones[encoderOf(name)];
    if (!backbone) {
      const own = tf.input({ shape: head.inputs[index]!.shape.slice(1), name });
      return { input: own, output: own };
    }
    const source = features[name]!;
    return { input: backbone.inputs[0]!, output: placeWithin(backbone, source) };
  });
  const answers = head.apply(feeds.map(({ output }) => output)) as tf.SymbolicTensor | tf.SymbolicTensor[];
  return tf.model({ inputs: [...new Set(feeds.map(({ input }) => input))], outputs: answers });
}

function placeWithin(backbone: tf.LayersModel, source: FeatureSource): tf.SymbolicTensor {
  if (source.kind === 'activation') return inputOf(backbone, source.before);
  if (source.kind === 'tap') return tapped(backbone, source);
  return backbone.outputs[0]!;
}
