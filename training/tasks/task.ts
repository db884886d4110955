import type * as tf from '@tensorflow/tfjs';

/** What a model is trained to say and how that is judged: labels (labels-task.ts) or boxes (boxes/boxes-task.ts). */
export interface Task {
  /** What is right for these rows of the tables, for `loss`. */
  truthOf(rows: readonly number[]): tf.Tensor;
  /** @param outputs the model's, for the same rows. Runs inside tf.tidy */
  loss(truth: tf.Tensor, outputs: readonly tf.Tensor[]): TaskLoss;
  /** What of the outputs `validate` needs to see, [n, …]. Runs inside tf.tidy */
  answers(outputs: readonly tf.Tensor[]): tf.Tensor;
  /** @param answers of the validation rows, in their order */
  validate(answers: Float32Array): Validation;
}

export interface TaskLoss {
  /** What the optimizer makes smaller; the layers' regularisers are added. */
  readonly minimised: tf.Scalar;
  /** What the curve shows: the same figure as `Validation.loss`, of a batch. */
  readonly reported: tf.Scalar;
}

export interface Validation {
  readonly loss: number;
  /** The headline metric; higher is better. */
  readonly score: number;
}
