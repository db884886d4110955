import * as tf from '@tensorflow/tfjs';
import { startTensorflow } from '../tensorflow.js';
import { buildEfficientNetLite0 } from './efficientnet-lite0.js';
import { fillBackbone } from './efficientnet-weights.js';
import type { TorchTensor } from './torch-file.js';

const EPSILON = 1e-3;

/** A torch tensor whose storage holds `tensor` row by row, seen through `axes` transposed. */
function transposedView(tensor: tf.Tensor, axes: readonly number[]): TorchTensor {
  const steps = tensor.shape.map((_, axis) =>
    tensor.shape.slice(axis + 1).reduce((product, size) => product * size, 1),
  );
  return {
    shape: axes.map((axis) => tensor.shape[axis]!),
    strides: axes.map((axis) => steps[axis]!),
    offset: 0,
    storage: { elementBytes: 4, length: tensor.size, values: tensor.dataSync<'float32'>() },
  };
}

const [kernel, gamma, beta, mean, variance, image] = [[3, 3, 2, 4], ...[1, 2, 3, 4].map(() => [4]), [1, 6, 6, 2]].map(
  (shape) => Array.from({ length: shape.reduce((a, b) => a * b) }, (_, index) => Math.sin(index * 7 + shape.length)),
);

describe('fillBackbone', () => {
  beforeAll(() => startTensorflow());
  beforeEach(() => tf.engine().startScope());
  afterEach(() => tf.engine().endScope());

  const squares = () => tf.tensor1d(variance!).square();
  const tensors = (): Map<string, TorchTensor> => {
    const vector = (values: number[] | tf.Tensor1D) =>
      transposedView(tf.tensor(values instanceof tf.Tensor ? values.arraySync() : values), [0]);
    return new Map([
      ['_conv_stem.weight', transposedView(tf.tensor4d(kernel!, [3, 3, 2, 4]), [3, 2, 0, 1])],
      ['_bn0.weight', vector(gamma!)],
      ['_bn0.bias', vector(beta!)],
      ['_bn0.running_mean', vector(mean!)],
      ['_bn0.running_var', vector(squares())],
    ]);
  };
  const stem = () =>
    tf.sequential({
      layers: [
        tf.layers.conv2d({ name: 'stem_conv', filters: 4, kernelSize: 3, padding: 'same', inputShape: [6, 6, 2] }),
      ],
    });

  it('gives convolutions that compute what convolution and batch normalization did', () => {
    const model = stem();
    fillBackbone(model, tensors());
    const input = tf.tensor4d(image!, [1, 6, 6, 2]);
    const convolved = tf.conv2d(input, tf.tensor4d(kernel!, [3, 3, 2, 4]), 1, 'same');
    const expected = tf.batchNorm(
      convolved,
      tf.tensor1d(mean!),
      squares(),
      tf.tensor1d(beta!),
      tf.tensor1d(gamma!),
      EPSILON,
    );
    const difference = (model.predict(input) as tf.Tensor).sub(expected).abs().max();
    expect(difference.dataSync()[0]).toBeLessThan(1e-4);
  });

  it('refuses weights that lie row by row, since reading them linearly would give garbage', () => {
    const contiguous = new Map(tensors());
    contiguous.set('_conv_stem.weight', { ...contiguous.get('_conv_stem.weight')!, strides: [18, 9, 3, 1] });
    expect(() => fillBackbone(stem(), contiguous)).toThrow(/_conv_stem\.weight is no transposed view .*\[3, 3, 2, 4\]/);
    contiguous.delete('_conv_stem.weight');
    expect(() => fillBackbone(stem(), contiguous)).toThrow(/_conv_stem\.weight/);
  });
});

describe('buildEfficientNetLite0', () => {
  it('has the published number of parameters, a bias for each batch normalization', () => {
    const model = buildEfficientNetLite0();
    expect(model.outputs[0]!.shape).toEqual([null, 1280]);
    expect(model.countParams()).toBe(3_350_000);
    model.dispose();
  });
});
