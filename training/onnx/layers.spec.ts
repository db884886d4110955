import * as tf from '@tensorflow/tfjs';
import { Mirror } from '../mirror.js';
import { startTensorflow } from '../tensorflow.js';
import { expectParity } from './exported.contract.js';
import { SUPPORTED_LAYERS } from './registry.js';

const { layers } = tf;
type Layer = tf.layers.Layer;
type Case = readonly [name: string, shape: (number | null)[], make: () => Layer[]];

const IMAGE = [9, 8, 3]; // odd and even, since "same" pads them differently
const SEQUENCE = [6, 4];
const VECTOR = [5];

const CASES: readonly Case[] = [
  ['a convolution', IMAGE, () => [layers.conv2d({ filters: 4, kernelSize: 3, activation: 'relu6' })]],
  [
    'same padding with stride 2',
    IMAGE,
    () => [layers.conv2d({ filters: 4, kernelSize: 3, strides: 2, padding: 'same' })],
  ],
  [
    'a dilated convolution',
    IMAGE,
    () => [layers.conv2d({ filters: 4, kernelSize: 3, dilationRate: 2, padding: 'same' })],
  ],
  ['a convolution without bias', IMAGE, () => [layers.conv2d({ filters: 2, kernelSize: [3, 1], useBias: false })]],
  [
    'an image of any size',
    [null, null, 3],
    () => [layers.conv2d({ filters: 4, kernelSize: 3, strides: 2, padding: 'same' })],
  ],
  [
    'a convolution in time',
    SEQUENCE,
    () => [layers.conv1d({ filters: 5, kernelSize: 3, padding: 'same', strides: 2 })],
  ],
  [
    'a depthwise convolution',
    IMAGE,
    () => [layers.depthwiseConv2d({ kernelSize: 5, strides: 2, padding: 'same', depthMultiplier: 2 })],
  ],
  [
    'a separable convolution',
    IMAGE,
    () => [layers.separableConv2d({ filters: 6, kernelSize: 3, padding: 'same', activation: 'swish' })],
  ],
  [
    'batch normalization of images',
    IMAGE,
    () => [layers.batchNormalization(), layers.conv2d({ filters: 2, kernelSize: 1 })],
  ],
  ['batch normalization of vectors', VECTOR, () => [layers.batchNormalization({ scale: false, center: false })]],
  ['layer normalization', SEQUENCE, () => [layers.layerNormalization()]],
  ['rescaling', IMAGE, () => [layers.rescaling({ scale: 0.5, offset: -1 })]],
  ['a clipped rectifier', IMAGE, () => [layers.reLU({ maxValue: 1 }), layers.conv2d({ filters: 2, kernelSize: 1 })]],
  ['rectifiers', VECTOR, () => [layers.leakyReLU({ alpha: 0.2 }), layers.reLU()]],
  ['an exponential unit', VECTOR, () => [layers.elu()]],
  ['softmax over channels', IMAGE, () => [layers.conv2d({ filters: 4, kernelSize: 1 }), layers.softmax({ axis: -1 })]],
  ['max pooling', IMAGE, () => [layers.maxPooling2d({ poolSize: 3, strides: 2, padding: 'same' })]],
  ['average pooling', IMAGE, () => [layers.averagePooling2d({ poolSize: 3, strides: 2, padding: 'same' })]],
  [
    'pooling in time',
    SEQUENCE,
    () => [layers.maxPooling1d({ poolSize: 2 }), layers.averagePooling1d({ poolSize: 2, strides: 1 })],
  ],
  ['the global average of an image', IMAGE, () => [layers.globalAveragePooling2d({})]],
  [
    'the global maximum after a convolution',
    IMAGE,
    () => [layers.conv2d({ filters: 4, kernelSize: 3 }), layers.globalMaxPooling2d({})],
  ],
  ['the global average of a sequence', SEQUENCE, () => [layers.globalAveragePooling1d()]],
  ['the global maximum of a sequence', SEQUENCE, () => [layers.globalMaxPooling1d()]],
  [
    'flattening after a convolution',
    IMAGE,
    () => [layers.conv2d({ filters: 2, kernelSize: 3 }), layers.flatten(), layers.dense({ units: 3 })],
  ],
  ['reshaping', IMAGE, () => [layers.conv2d({ filters: 2, kernelSize: 1 }), layers.reshape({ targetShape: [-1, 12] })]],
  [
    'cutting off edges after a convolution, and of what nothing was done with',
    IMAGE,
    () => [
      layers.cropping2D({
        cropping: [
          [1, 2],
          [0, 1],
        ],
      }),
      layers.conv2d({ filters: 2, kernelSize: 1 }),
      layers.cropping2D({
        cropping: [
          [2, 0],
          [1, 1],
        ],
      }),
    ],
  ],
  [
    'mirroring a picture, and what a convolution saw in it',
    IMAGE,
    () => [new Mirror({}), layers.conv2d({ filters: 2, kernelSize: 3 }), new Mirror({})],
  ],
  ['permuting', IMAGE, () => [layers.permute({ dims: [3, 1, 2] })]],
  ['repeating a vector', VECTOR, () => [layers.repeatVector({ n: 3 }), layers.dense({ units: 2 })]],
  ['a dense layer', VECTOR, () => [layers.dense({ units: 3, activation: 'softmax' })]],
  ['a dense layer over a sequence', SEQUENCE, () => [layers.dense({ units: 3, activation: 'gelu' })]],
  ['a dense layer without bias', VECTOR, () => [layers.dense({ units: 3, useBias: false })]],
  ['a dense layer at every step', SEQUENCE, () => [layers.timeDistributed({ layer: layers.dense({ units: 3 }) })]],
  ['upsampling to the nearest', IMAGE, () => [layers.upSampling2d({ size: [2, 3] })]],
  ['bilinear upsampling', IMAGE, () => [layers.upSampling2d({ size: [2, 2], interpolation: 'bilinear' })]],
  [
    'zero padding',
    IMAGE,
    () => [
      layers.zeroPadding2d({
        padding: [
          [1, 2],
          [0, 3],
        ],
      }),
    ],
  ],
  [
    'what only acts while training',
    SEQUENCE,
    () => [
      layers.dropout({ rate: 0.5 }),
      layers.spatialDropout1d({ rate: 0.5 }),
      layers.gaussianNoise({ stddev: 1 }),
      layers.gaussianDropout({ rate: 0.5 }),
      layers.alphaDropout({ rate: 0.5 }),
    ],
  ],
  ['an LSTM', SEQUENCE, () => [layers.lstm({ units: 3 })]],
  ['an LSTM that gives every step', SEQUENCE, () => [layers.lstm({ units: 3, returnSequences: true, useBias: false })]],
  ['an LSTM with logistic gates', SEQUENCE, () => [layers.lstm({ units: 3, recurrentActivation: 'sigmoid' })]],
  ['an LSTM going backwards', SEQUENCE, () => [layers.lstm({ units: 3, goBackwards: true, returnSequences: true })]],
  ['a GRU', SEQUENCE, () => [layers.gru({ units: 3, returnSequences: true }), layers.gru({ units: 2 })]],
  ['a simple recurrence', SEQUENCE, () => [layers.simpleRNN({ units: 3 })]],
  [
    'both directions',
    SEQUENCE,
    () => [layers.bidirectional({ layer: layers.lstm({ units: 3 }), mergeMode: 'concat' })],
  ],
  [
    'both directions at every step, averaged',
    SEQUENCE,
    () => [layers.bidirectional({ layer: layers.gru({ units: 3, returnSequences: true }), mergeMode: 'ave' })],
  ],
];

const ACTIVATIONS = [
  ...['linear', 'relu', 'relu6', 'sigmoid', 'hardSigmoid', 'tanh', 'elu', 'selu'],
  ...['softplus', 'softsign', 'softmax', 'logSoftmax', 'swish', 'mish', 'gelu'],
];

const MERGES: readonly (readonly [string, () => Layer])[] = [
  ['add', () => layers.add()],
  ['multiply', () => layers.multiply()],
  ['average', () => layers.average()],
  ['maximum', () => layers.maximum()],
  ['minimum', () => layers.minimum()],
  ['concatenate', () => layers.concatenate()],
  ['concatenate along the height', () => layers.concatenate({ axis: 1 })],
];

/** Three branches, one of which lies channels last while the others are channels first. */
function merged(merge: Layer): tf.LayersModel {
  const image = tf.input({ shape: [6, 6, 3] });
  const branches = [2, 3].map((seed) => layers.conv2d({ filters: 3, kernelSize: seed, padding: 'same' }).apply(image));
  return tf.model({
    inputs: image,
    outputs: merge.apply([...branches, image] as tf.SymbolicTensor[]) as tf.SymbolicTensor,
  });
}

/** Two sequences of 4 steps of 4 numbers, as attention has them. */
function multiplied(axes: [number, number]): tf.LayersModel {
  const sequence = tf.input({ shape: [4, 5] });
  const two = [1, 2].map(() => layers.dense({ units: 4 }).apply(sequence) as tf.SymbolicTensor);
  return tf.model({ inputs: sequence, outputs: layers.dot({ axes }).apply(two) as tf.SymbolicTensor });
}

function embedded(): tf.LayersModel {
  const words = tf.input({ shape: [6], dtype: 'int32' });
  const vectors = layers.embedding({ inputDim: 5, outputDim: 4 }).apply(words);
  return tf.model({ inputs: words, outputs: layers.lstm({ units: 3 }).apply(vectors) as tf.SymbolicTensor });
}

const exported = new Set<string>();

/** Exports, compares, and leaves no tensor behind. */
async function check(make: () => tf.LayersModel): Promise<void> {
  const before = tf.memory().numTensors;
  const model = make();
  for (const layer of model.layers) exported.add(layer.getClassName());
  await expectParity(model);
  model.dispose();
  expect(tf.memory().numTensors).toBe(before);
}

describe('the exporter gives what TensorFlow.js gives, at any batch size, for', () => {
  beforeAll(() => startTensorflow());

  it.each(CASES)('%s', async (_name, inputShape, make) =>
    check(() => {
      const [first, ...others] = make();
      const input = tf.input({ shape: inputShape });
      const output = [first as Layer, ...others].reduce(
        (tensor, layer) => layer.apply(tensor) as tf.SymbolicTensor,
        input,
      );
      return tf.model({ inputs: input, outputs: output });
    }),
  );

  it.each(ACTIVATIONS)('the activation %s', async (activation) =>
    check(() =>
      tf.sequential({ layers: [layers.activation({ activation: activation as 'relu', inputShape: [4, 3] })] }),
    ),
  );

  it.each(MERGES)('branches that %s', async (_name, merge) => check(() => merged(merge())));

  it('an embedding', async () => check(embedded));

  it.each([[[2, 2]], [[2, 1]], [[1, 1]]] as [number, number][][])(
    'products of matrices along the axes %j',
    async (axes) => check(() => multiplied(axes)),
  );

  it('every layer that it claims to know', () => {
    expect(SUPPORTED_LAYERS.filter((name) => !exported.has(name))).toEqual([]);
  });
});
