import * as tf from '@tensorflow/tfjs';

export const DIMENSIONS = 1280;
export const CLASSES = 1000;
const SIZE = 224;

interface Stage {
  readonly kernel: number;
  /** Of its first block; the others keep the size. */
  readonly stride: number;
  readonly expansion: number;
  readonly filters: number;
  readonly blocks: number;
}

/** @see Tan & Le 2019; the Lite variant has ReLU6 and no squeeze-and-excitation, and a fixed stem and head */
const STAGES: readonly Stage[] = [
  { kernel: 3, stride: 1, expansion: 1, filters: 16, blocks: 1 },
  { kernel: 3, stride: 2, expansion: 6, filters: 24, blocks: 2 },
  { kernel: 5, stride: 2, expansion: 6, filters: 40, blocks: 2 },
  { kernel: 3, stride: 2, expansion: 6, filters: 80, blocks: 3 },
  { kernel: 5, stride: 1, expansion: 6, filters: 112, blocks: 3 },
  { kernel: 5, stride: 2, expansion: 6, filters: 192, blocks: 4 },
  { kernel: 3, stride: 1, expansion: 6, filters: 320, blocks: 1 },
];
const STEM_FILTERS = 32;

/**
 * EfficientNet-Lite0 without its classifier and without batch normalization, which is folded into the convolutions
 * (docs/decisions/0003-batch-norm-is-folded.md). Weights are zero until they are set.
 * Input float32 [n, 224, 224, 3] holding 0 to 255; output the pooled features [n, 1280].
 */
export function buildEfficientNetLite0(): tf.LayersModel {
  const image = tf.input({ shape: [SIZE, SIZE, 3], name: 'image' });
  const scaled = tf.layers.rescaling({ scale: 1 / 128, offset: -127 / 128, name: 'rescaling' }).apply(image);
  let x = relu6('stem', convolution('stem_conv', STEM_FILTERS, 3, 2, scaled as tf.SymbolicTensor));
  let index = 0;
  for (const { kernel, stride, expansion, filters, blocks } of STAGES) {
    for (let block = 0; block < blocks; block++) {
      x = invertedResidual(`block${index++}`, x, { kernel, stride: block === 0 ? stride : 1, expansion, filters });
    }
  }
  x = relu6('head', convolution('head_conv', DIMENSIONS, 1, 1, x));
  const pooled = tf.layers.globalAveragePooling2d({ name: 'pooled' }).apply(x) as tf.SymbolicTensor;
  return tf.model({ inputs: image, outputs: pooled, name: 'efficientnet_lite0' });
}

/** The ImageNet classifier on top of the pooled features: what proves a conversion right. */
export function buildClassifier(): tf.LayersModel {
  const pooled = tf.input({ shape: [DIMENSIONS], name: 'features' });
  const layer = tf.layers.dense({ units: CLASSES, activation: 'softmax', kernelInitializer: 'zeros', name: 'classes' });
  return tf.model({ inputs: pooled, outputs: layer.apply(pooled) as tf.SymbolicTensor, name: 'imagenet_classifier' });
}

type Block = Omit<Stage, 'blocks'>;

function invertedResidual(name: string, input: tf.SymbolicTensor, block: Block): tf.SymbolicTensor {
  const channels = input.shape.at(-1) as number;
  let x = input;
  if (block.expansion > 1) {
    x = relu6(`${name}_expand`, convolution(`${name}_expand_conv`, channels * block.expansion, 1, 1, x));
  }
  x = relu6(`${name}_dw`, depthwiseConvolution(`${name}_dw_conv`, block.kernel, block.stride, x));
  x = convolution(`${name}_project_conv`, block.filters, 1, 1, x);
  if (block.stride > 1 || block.filters !== channels) return x;
  return tf.layers.add({ name: `${name}_add` }).apply([x, input]) as tf.SymbolicTensor;
}

function convolution(name: string, filters: number, kernelSize: number, strides: number, input: tf.SymbolicTensor) {
  const layer = tf.layers.conv2d({ name, filters, kernelSize, strides, padding: 'same', kernelInitializer: 'zeros' });
  return layer.apply(input) as tf.SymbolicTensor;
}

function depthwiseConvolution(name: string, kernelSize: number, strides: number, input: tf.SymbolicTensor) {
  const layer = tf.layers.depthwiseConv2d({
    name,
    kernelSize,
    strides,
    padding: 'same',
    depthwiseInitializer: 'zeros',
  });
  return layer.apply(input) as tf.SymbolicTensor;
}

function relu6(name: string, input: tf.SymbolicTensor): tf.SymbolicTensor {
  return tf.layers.reLU({ maxValue: 6, name: `${name}_relu` }).apply(input) as tf.SymbolicTensor;
}
