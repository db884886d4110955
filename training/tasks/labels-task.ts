import * as tf from '@tensorflow/tfjs';
import { pickRows } from '../matrix.js';
import type { Objective } from '../objective.js';
import type { Sample } from '../samples.js';
import type { Task } from './task.js';

export interface LabelsSetting {
  readonly objective: Objective;
  /** 0/1 [examples, labels] */
  readonly truth: Uint8Array;
  readonly labelCount: number;
  /** What the rows of the tables show; the first ones are the examples, each as it is. */
  readonly samples: readonly Sample[];
  /** Rows of the validation examples. */
  readonly validation: readonly number[];
  /** The headline metric on them. @param scores probabilities [validation examples, labels] */
  readonly score: (scores: Float32Array) => number;
}

/** Learns by cross-entropy which labels an example has. */
export function labelsTask({ objective, truth, labelCount, samples, validation, score }: LabelsSetting): Task {
  return {
    truthOf(rows) {
      const examples = rows.map((row) => samples[row]!.example);
      return tf.tensor2d(Float32Array.from(pickRows(truth, examples, labelCount)), [rows.length, labelCount]);
    },
    loss(truthOfRows, outputs) {
      const sum = objective.loss(truthOfRows as tf.Tensor2D, outputs);
      return { minimised: sum, reported: sum.div<tf.Scalar>(outputs.length) };
    },
    answers: (outputs) => objective.probabilities(outputs),
    validate: (scores) => ({
      loss: crossEntropy(scores, pickRows(truth, validation, labelCount), objective),
      score: score(scores),
    }),
  };
}

const NEVER_CERTAIN = 1e-7; // the logarithm of 0 would make one mistake infinitely bad

/** Per label where each is decided on its own, per example where one of several is. */
function crossEntropy(scores: Float32Array, truth: Uint8Array, { activation }: Objective): number {
  const isOneOfSeveral = activation === 'softmax';
  let sum = 0;
  scores.forEach((score, index) => {
    if (truth[index]) sum -= Math.log(Math.max(score, NEVER_CERTAIN));
    else if (!isOneOfSeveral) sum -= Math.log(Math.max(1 - score, NEVER_CERTAIN));
  });
  return sum / (isOneOfSeveral ? truth.reduce((count, value) => count + value, 0) : scores.length);
}
