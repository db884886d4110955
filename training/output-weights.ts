import * as tf from '@tensorflow/tfjs';
import type { Objective } from './objective.js';

const STEPS = 300;
const STEP = 0.05;
const PULL = 0.01; // towards even weights: a validation split is small, and its best weights are not the best of others

/**
 * Fits how much each of a model's outputs counts when their logits are added up: those that know more count more, and the
 * sum says probabilities that can be taken at their word. Of one output it is the inverse of a temperature.
 * @param logits by output: float32 [examples, labels] of validation, never of the examples that were learned from
 * @param truth 0/1 [examples, labels]
 * @returns a positive weight for each output
 * @see Guo et al. 2017; Genest & Zidek 1986 on logarithmic pools
 */
export function fitOutputWeights(
  logits: readonly Float32Array[],
  truth: Uint8Array,
  labelCount: number,
  objective: Objective,
): number[] {
  return tf.tidy(() => {
    const shape: [number, number] = [truth.length / labelCount, labelCount];
    const outputs = logits.map((values) => tf.tensor2d(values, shape));
    const right = tf.tensor2d(Float32Array.from(truth), shape);
    const even = outputs.map(() => Math.log(1 / outputs.length));
    const logarithms = even.map((start) => tf.variable(tf.scalar(start)));
    const optimizer = tf.train.adam(STEP);
    for (let step = 0; step < STEPS; step++) {
      optimizer.minimize(
        () => {
          const loss = objective.loss(right, [
            weighed(
              outputs,
              logarithms.map((value) => value.exp()),
            ),
          ]);
          const pulls = logarithms.map((value, output) => value.sub(even[output]!).square().mul(PULL));
          return tf.addN([loss, ...pulls]).asScalar();
        },
        false,
        logarithms,
      );
    }
    const weights = logarithms.map((value) => Math.exp(value.dataSync()[0]!));
    optimizer.dispose();
    tf.dispose(logarithms); // variables outlive a tidy
    return weights;
  });
}

/** The sum of the outputs' logits, each times its weight. @param outputs of equal shape */
export function weighed(outputs: readonly tf.Tensor[], weights: readonly (number | tf.Tensor)[]): tf.Tensor {
  return tf.addN(outputs.map((logits, output) => logits.mul(weights[output]!)));
}
