import type * as tf from '@tensorflow/tfjs';

const EPSILON = 1e-3; // of the batch normalizations of these networks

interface Normalization {
  readonly gamma: tf.Tensor;
  readonly beta: tf.Tensor;
  readonly mean: tf.Tensor;
  readonly variance: tf.Tensor;
}

/**
 * Kernel and bias that do at once what a convolution and the batch normalization after it do. To be called in a tidy.
 * @param kernel [height, width, in, out], or of a depthwise convolution [height, width, channels, 1]
 */
export function foldNormalization(
  kernel: tf.Tensor,
  { gamma, beta, mean, variance }: Normalization,
): [kernel: tf.Tensor, bias: tf.Tensor] {
  const scale = gamma.div(variance.add(EPSILON).sqrt());
  const isDepthwise = kernel.shape[3] === 1 && scale.size !== 1;
  return [kernel.mul(isDepthwise ? scale.reshape([1, 1, -1, 1]) : scale), beta.sub(mean.mul(scale))];
}
