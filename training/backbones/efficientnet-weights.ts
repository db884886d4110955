import * as tf from '@tensorflow/tfjs';
import type { TorchTensor } from './torch-file.js';
import { UnreadableWeightsError } from './unreadable-weights-error.js';

type TorchTensors = ReadonlyMap<string, TorchTensor>;

const EPSILON = 1e-3; // of the batch normalizations that are folded in

/** Gives the backbone its weights, every convolution with the batch normalization that followed it. */
export function fillBackbone(model: tf.LayersModel, tensors: TorchTensors): void {
  for (const layer of model.layers.filter((candidate) => candidate.weights.length > 0)) {
    const { convolution, normalization } = torchNames(layer.name);
    setFolded(layer, tensors, convolution, normalization);
  }
}

/** Gives the classifier its weights. */
export function fillClassifier(model: tf.LayersModel, tensors: TorchTensors): void {
  const [kernel, bias] = model.weights.map((weight) => weight.shape as number[]);
  tf.tidy(() => {
    model.setWeights([
      tf.tensor(transposedStorage(tensors, '_fc.weight', kernel as number[]), kernel),
      tf.tensor(vector(tensors, '_fc.bias'), bias),
    ]);
  });
}

/** Where the torch model keeps what one of our layers does. Blocks without expansion count their norms all the same. */
function torchNames(layer: string): { convolution: string; normalization: string } {
  if (layer === 'stem_conv') return { convolution: '_conv_stem', normalization: '_bn0' };
  if (layer === 'head_conv') return { convolution: '_conv_head', normalization: '_bn1' };
  const [, block, role] = /^block(\d+)_(expand|dw|project)_conv$/.exec(layer) ?? [];
  const inBlock = {
    expand: ['_expand_conv', '_bn0'],
    dw: ['_depthwise_conv', '_bn1'],
    project: ['_project_conv', '_bn2'],
  }[role as 'expand' | 'dw' | 'project'];
  return { convolution: `_blocks.${block}.${inBlock[0]}`, normalization: `_blocks.${block}.${inBlock[1]}` };
}

function setFolded(layer: tf.layers.Layer, tensors: TorchTensors, convolution: string, normalization: string): void {
  const shape = (layer.weights[0] as tf.LayerVariable).shape as number[];
  const kernel = transposedStorage(tensors, `${convolution}.weight`, shape);
  const [gamma, beta, mean, variance] = ['weight', 'bias', 'running_mean', 'running_var'].map((role) =>
    vector(tensors, `${normalization}.${role}`),
  ) as [Float32Array, Float32Array, Float32Array, Float32Array];
  const scale = gamma.map((value, channel) => value / Math.sqrt((variance[channel] as number) + EPSILON));
  // Channels are the kernel's last axis, in a depthwise kernel [height, width, channels, 1] the last but one.
  const folded = kernel.map((value, index) => value * (scale[index % scale.length] as number));
  const bias = beta.map((value, channel) => value - (mean[channel] as number) * (scale[channel] as number));
  tf.tidy(() => layer.setWeights([tf.tensor(folded, shape), tf.tensor(bias)]));
}

/**
 * The elements of a kernel as TensorFlow lays them out. The torch weights were made from TensorFlow's by transposing
 * views, so the storage is in TensorFlow's order already and only the strides say otherwise: that is checked.
 * @param shape TensorFlow's: [height, width, in, out], depthwise [height, width, channels, 1], dense [in, out]
 */
function transposedStorage(tensors: TorchTensors, name: string, shape: readonly number[]): Float32Array {
  const axes = { 2: [1, 0], 4: shape[3] === 1 ? [2, 3, 0, 1] : [3, 2, 0, 1] }[shape.length];
  const tensor = tensors.get(name);
  const values = tensor?.storage.values;
  const isTransposedView =
    axes !== undefined &&
    tensor !== undefined &&
    tensor.offset === 0 &&
    axes.every((axis, torchAxis) => tensor.shape[torchAxis] === shape[axis]) &&
    axes.every((axis, torchAxis) => shape[axis] === 1 || tensor.strides[torchAxis] === stepOf(shape, axis));
  if (values?.length === size(shape) && isTransposedView) return values;
  throw new UnreadableWeightsError(`${name} is no transposed view of a TensorFlow tensor [${shape.join(', ')}]`);
}

function vector(tensors: TorchTensors, name: string): Float32Array {
  const tensor = tensors.get(name);
  const values = tensor?.storage.values;
  if (values !== undefined && tensor?.offset === 0 && tensor.shape.length === 1) return values;
  throw new UnreadableWeightsError(`${name} is missing or no vector of its own`);
}

/** How far apart two neighbours along an axis lie, row by row. */
function stepOf(shape: readonly number[], axis: number): number {
  return size(shape.slice(axis + 1));
}

function size(shape: readonly number[]): number {
  return shape.reduce((product, length) => product * length, 1);
}
