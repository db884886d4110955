import * as tf from '@tensorflow/tfjs';
import type { ModelFamily } from '../models/model-family.js';
import type { Head } from './evaluation/decision.js';

/** What training minimises, and what the model's outputs say. */
export interface Objective {
  /** Of logits: the layer that ends a served model. */
  readonly activation: 'sigmoid' | 'softmax';
  /** Mean cross-entropy over the batch, summed over the outputs. @param truth 0/1 [n, labels]; outputs are logits of the same shape */
  loss(truth: tf.Tensor2D, outputs: readonly tf.Tensor[]): tf.Scalar;
  /** Mean of the outputs' probabilities, [n, labels]. */
  probabilities(outputs: readonly tf.Tensor[]): tf.Tensor;
}

/** @param heads of a multi-class task: the columns among which exactly one is right */
export function objectiveOf(task: ModelFamily['task'], heads: readonly Head[]): Objective {
  return task === 'multi-class' ? oneOfEach(heads) : everyLabelOnItsOwn;
}

const everyLabelOnItsOwn: Objective = {
  activation: 'sigmoid',
  loss: (truth, outputs) => sumOf(outputs.map((logits) => tf.losses.sigmoidCrossEntropy(truth, logits))),
  probabilities: (outputs) => meanOf(outputs.map((logits) => tf.sigmoid(logits))),
};

/** A head learns from the examples that have one of its labels, and from the others not at all. */
function oneOfEach(heads: readonly Head[]): Objective {
  const pick = (values: tf.Tensor, { columns }: Head) =>
    heads.length === 1 ? values : tf.gather(values, [...columns], 1);
  const places = heads.flatMap(({ columns }) => columns); // where each column belongs when the heads stand side by side
  const order = places.map((_, label) => places.indexOf(label));
  const inLabelOrder = (answers: tf.Tensor[]) =>
    answers.length === 1 ? answers[0]! : tf.gather(tf.concat(answers, 1), order, 1);
  return {
    activation: 'softmax',
    loss: (truth, outputs) =>
      sumOf(outputs.flatMap((logits) => heads.map((head) => meanCrossEntropy(pick(truth, head), pick(logits, head))))),
    probabilities: (outputs) =>
      meanOf(outputs.map((logits) => inLabelOrder(heads.map((head) => tf.softmax(pick(logits, head)))))),
  };
}

/** Over the examples whose label is known: none at all cost nothing. */
function meanCrossEntropy(truth: tf.Tensor, logits: tf.Tensor): tf.Tensor {
  const isKnown = truth.sum(1);
  const each = tf.losses.softmaxCrossEntropy(truth, logits, isKnown, 0, tf.Reduction.NONE);
  return each.sum().div(isKnown.sum().maximum(1));
}

function sumOf(losses: readonly tf.Tensor[]): tf.Scalar {
  return tf.addN([...losses]).asScalar();
}

function meanOf(probabilities: readonly tf.Tensor[]): tf.Tensor {
  return tf.addN([...probabilities]).div(probabilities.length);
}
