import * as tf from '@tensorflow/tfjs';

export interface Stage {
  readonly kernel: number;
  /** Of its first block; the others keep the size. */
  readonly stride: number;
  readonly expansion: number;
  readonly filters: number;
  readonly blocks: number;
}

export interface InvertedResiduals {
  readonly name: string;
  /** What bytes of 0 to 255 become before the first convolution: `value * scale + offset`. */
  readonly scaling: { readonly scale: number; readonly offset: number };
  readonly stemFilters: number;
  readonly stages: readonly Stage[];
  readonly dimensions: number;
}

const SIZE = 224;

/**
 * A network of inverted residual blocks without its classifier and without batch normalization, which is folded into the
 * convolutions (docs/decisions/0003-batch-norm-is-folded.md). Weights are zero until they are set.
 * Input float32 [n, 224, 224, 3] holding 0 to 255; output the pooled features [n, dimensions] from the layer `pooled`.
 */
export function buildInvertedResiduals(design: InvertedResiduals): tf.LayersModel {
  const image = tf.input({ shape: [SIZE, SIZE, 3], name: 'image' });
  const scaled = tf.layers.rescaling({ ...design.scaling, name: 'rescaling' }).apply(image);
  let x = relu6('stem', convolution('stem_conv', design.stemFilters, 3, 2, scaled as tf.SymbolicTensor));
  let index = 0;
  for (const { kernel, stride, expansion, filters, blocks } of design.stages) {
    for (let block = 0; block < blocks; block++) {
      x = invertedResidual(`block${index++}`, x, { kernel, stride: block === 0 ? stride : 1, expansion, filters });
    }
  }
  x = relu6('head', convolution('head_conv', design.dimensions, 1, 1, x));
  const pooled = tf.layers.globalAveragePooling2d({ name: 'pooled' }).apply(x) as tf.SymbolicTensor;
  return tf.model({ inputs: image, outputs: pooled, name: design.name });
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
