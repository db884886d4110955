import * as tf from '@tensorflow/tfjs';
import { startTensorflow } from './tensorflow.js';

beforeAll(startTensorflow);

const sumOf = (weights: tf.Tensor, repeats: number[]) => (x: tf.Tensor) =>
  x.tile(repeats).mul(weights).sum<tf.Scalar>();

it.each([[[2, 3]], [[1, 4]], [[3, 1]], [[1, 1]]])('sums what each repeat was worth: %j', (repeats) => {
  const x = tf.tensor2d([1, 2, 3, 4, 5, 6], [2, 3]);
  const weights = tf.randomNormal([2 * repeats[0]!, 3 * repeats[1]!], 0, 1, 'float32', 1);
  const gradient = tf.grad(sumOf(weights, repeats))(x).arraySync() as number[][];
  const worth = weights.arraySync() as number[][];
  gradient.forEach((row, y) =>
    row.forEach((value, column) => {
      const repeated = worth.flatMap((line, at) =>
        at % 2 === y ? line.filter((_, place) => place % 3 === column) : [],
      );
      expect(value).toBeCloseTo(
        repeated.reduce((sum, one) => sum + one, 0),
        5,
      );
    }),
  );
});

it('lets a layer normalization learn with some dozens of operations, whatever the places', async () => {
  const layer = tf.layers.layerNormalization();
  const input = tf.randomNormal([4, 10, 10, 16], 0, 1, 'float32', 1);
  const cost = () => (layer.apply(input) as tf.Tensor).square().mean<tf.Scalar>();
  cost(); // makes its weights
  const { kernels } = await tf.profile(() => tf.variableGrads(cost).value);
  expect(kernels.length).toBeLessThan(100);
});
