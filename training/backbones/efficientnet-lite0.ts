import * as tf from '@tensorflow/tfjs';
import { buildInvertedResiduals } from './inverted-residuals.js';
import type { Stage } from './inverted-residuals.js';

export const DIMENSIONS = 1280;
export const CLASSES = 1000;

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

/** EfficientNet-Lite0 without its classifier; weights are zero until they are set. */
export function buildEfficientNetLite0(): tf.LayersModel {
  return buildInvertedResiduals({
    ...{ name: 'efficientnet_lite0', stemFilters: STEM_FILTERS, stages: STAGES, dimensions: DIMENSIONS },
    scaling: { scale: 1 / 128, offset: -127 / 128 },
  });
}

/** The ImageNet classifier on top of the pooled features: what proves a conversion right. */
export function buildClassifier(): tf.LayersModel {
  const pooled = tf.input({ shape: [DIMENSIONS], name: 'features' });
  const layer = tf.layers.dense({ units: CLASSES, activation: 'softmax', kernelInitializer: 'zeros', name: 'classes' });
  return tf.model({ inputs: pooled, outputs: layer.apply(pooled) as tf.SymbolicTensor, name: 'imagenet_classifier' });
}
