import * as tf from '@tensorflow/tfjs';

const EPSILON = 1e-3; // the layer's own default; with variance 1 - epsilon nothing is scaled

/** The mean of these rows, float32 [columns]. */
export function meanRow(matrix: Float32Array, rows: readonly number[], columns: number): Float32Array {
  const sums = new Float64Array(columns);
  for (const row of rows) {
    for (let column = 0; column < columns; column++) sums[column]! += matrix[row * columns + column]!;
  }
  return Float32Array.from(sums, (sum) => sum / rows.length);
}

/** Subtracts the mean from every row, in place: cosine similarity means little without it. */
export function centre(matrix: Float32Array, mean: Float32Array): void {
  for (let index = 0; index < matrix.length; index++) matrix[index]! -= mean[index % mean.length]!;
}

/** The same head with the mean subtracted from its second output, by a frozen batch norm that scales by 1. */
export function withCentring(head: tf.LayersModel, mean: Float32Array): tf.LayersModel {
  const [probabilities, embedding] = head.outputs as [tf.SymbolicTensor, tf.SymbolicTensor];
  const layer = tf.layers.batchNormalization({
    ...{ name: 'embedding', epsilon: EPSILON, trainable: false },
    ...{ center: false, scale: false },
  });
  const centred = layer.apply(embedding) as tf.SymbolicTensor;
  tf.tidy(() => layer.setWeights([tf.tensor1d(mean), tf.fill([mean.length], 1 - EPSILON)]));
  return tf.model({ inputs: head.inputs, outputs: [probabilities, centred] });
}
