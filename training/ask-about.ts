import type * as tf from '@tensorflow/tfjs';
import { calibratedProbabilities, fitCalibration } from './calibrate-outputs.js';
import type { Fold } from './folds.js';
import { predictAnswers } from './predict.js';
import type { Trained } from './trainer.js';
import type { TrainingSetting } from './training-setting.js';

/** What the model says of the fold that it has not seen, as it would be served: probabilities [asked, labels]. */
export async function askAbout(
  setting: TrainingSetting,
  trained: Trained,
  fold: Fold,
  signal: AbortSignal,
): Promise<Float32Array> {
  const calibration = await fitCalibration(setting, trained, fold.validation, signal);
  const task = {
    answers: (outputs: tf.Tensor[]) => calibratedProbabilities(outputs, setting.objective, calibration),
  };
  return predictAnswers(trained.model, task, trained.data.tables, fold.test, signal);
}
