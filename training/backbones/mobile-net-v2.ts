import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';
import { exportOnnx } from '../onnx/export-onnx.js';
import { startTensorflow } from '../tensorflow.js';
import type { BackboneDescription } from './converted-folder.js';
import { foldNormalization } from './fold-normalization.js';
import { buildInvertedResiduals } from './inverted-residuals.js';
import type { Stage } from './inverted-residuals.js';
import { saveLayers } from './layers-folder.js';
import { UnreadableWeightsError } from './unreadable-weights-error.js';
import { verifySha256 } from './verify-sha256.js';

const DIMENSIONS = 1280; // of every width up to 1
const SCALING = { scale: 1 / 127.5, offset: -1 };

/** Of width 1. @see Sandler et al. 2018, table 2 */
const STAGES: readonly Stage[] = [
  { kernel: 3, stride: 1, expansion: 1, filters: 16, blocks: 1 },
  { kernel: 3, stride: 2, expansion: 6, filters: 24, blocks: 2 },
  { kernel: 3, stride: 2, expansion: 6, filters: 32, blocks: 3 },
  { kernel: 3, stride: 2, expansion: 6, filters: 64, blocks: 4 },
  { kernel: 3, stride: 1, expansion: 6, filters: 96, blocks: 3 },
  { kernel: 3, stride: 2, expansion: 6, filters: 160, blocks: 3 },
  { kernel: 3, stride: 1, expansion: 6, filters: 320, blocks: 1 },
];
const STEM_FILTERS = 32;

export interface MobileNet extends BackboneDescription {
  /** Share of the filters of each layer. */
  readonly width: number;
  /** Where its TensorFlow.js layers lie below the data folder. */
  readonly source: string;
}

/** `sha256` is that of the weight files one after the other. */
export const MOBILE_NETS: readonly MobileNet[] = [
  {
    ...{ name: 'mobilenet-v2-1.0', width: 1, source: 'models/mobilenet_v2_100_224_imagenet_f16' },
    ...{ dimensions: DIMENSIONS, conversion: 1 },
    sha256: '78ab3aadfb3c66446e49e9d6c1d40beb4e4e1290dcaf616cb719d9d5c1f04918',
  },
  {
    ...{ name: 'mobilenet-v2-0.35', width: 0.35, source: 'models/mobilenet_v2_035_224_notop' },
    ...{ dimensions: DIMENSIONS, conversion: 1 },
    sha256: 'e159deb3afa15bc63a53edb3eb31d0d6de1a25f0d8d72d9b8372b5088a902a8a',
  },
];

export function buildMobileNetV2(width: number): tf.LayersModel {
  return buildInvertedResiduals({
    ...{ name: 'mobilenet_v2', scaling: SCALING, dimensions: DIMENSIONS, stemFilters: narrowed(STEM_FILTERS, width) },
    stages: STAGES.map((stage) => ({ ...stage, filters: narrowed(stage.filters, width) })),
  });
}

const DIVISOR = 8;

/** The nearest multiple of 8, never less than nine tenths of what was asked for. */
function narrowed(filters: number, width: number): number {
  const wanted = filters * width;
  const nearest = Math.max(DIVISOR, Math.floor((wanted + DIVISOR / 2) / DIVISOR) * DIVISOR);
  return nearest < 0.9 * wanted ? nearest + DIVISOR : nearest;
}

/** Writes model.json, weights.bin and model.onnx from the TensorFlow.js layers in `source`. */
export async function convertMobileNet(net: MobileNet, source: string, folder: string): Promise<void> {
  await startTensorflow();
  const pretrained = await readLayers(net, source);
  const model = buildMobileNetV2(net.width);
  try {
    fill(model, pretrained);
    await saveLayers(model, folder);
    const outputs = ['features'];
    await writeFile(
      join(folder, 'model.onnx'),
      exportOnnx(model, { name: net.name, inputs: { image: { type: 'uint8' } }, outputs }),
    );
  } finally {
    model.dispose();
    tf.dispose(pretrained.weights);
  }
}

const ModelFileSchema = z.object({
  modelTopology: z.object({
    model_config: z.object({
      config: z.object({ layers: z.array(z.object({ name: z.string(), class_name: z.string() })) }),
    }),
  }),
  weightsManifest: z.array(z.object({ paths: z.array(z.string()), weights: z.array(z.looseObject({})) })),
});

interface Pretrained {
  /** Names of the convolutions, in the order of the network. */
  readonly convolutions: readonly string[];
  readonly weights: Readonly<Record<string, tf.Tensor>>;
}

async function readLayers({ name, sha256 }: MobileNet, source: string): Promise<Pretrained> {
  const file = ModelFileSchema.parse(JSON.parse(await readFile(join(source, 'model.json'), 'utf8')));
  const paths = file.weightsManifest.flatMap((group) => group.paths);
  const bytes = Buffer.concat(await Promise.all(paths.map((path) => readFile(join(source, path)))));
  verifySha256(bytes, sha256, `${name} in ${source}`);
  const specs = file.weightsManifest.flatMap((group) => group.weights) as unknown as tf.io.WeightsManifestEntry[];
  const { layers } = file.modelTopology.model_config.config;
  return {
    convolutions: layers.filter(({ class_name: kind }) => kind.endsWith('Conv2D')).map((layer) => layer.name),
    weights: tf.io.decodeWeights(Uint8Array.from(bytes).buffer, specs),
  };
}

/** Both networks have the same convolutions in the same order, whatever each calls them. */
function fill(model: tf.LayersModel, { convolutions, weights }: Pretrained): void {
  const layers = model.layers.filter((layer) => layer.weights.length > 0);
  if (layers.length !== convolutions.length) {
    throw new UnreadableWeightsError(`expected ${layers.length} convolutions, got ${convolutions.length}`);
  }
  layers.forEach((layer, index) => {
    const from = convolutions[index]!;
    tf.tidy(() => {
      const kernel = weights[`${from}/kernel`] ?? weights[`${from}/depthwise_kernel`];
      const shape = (layer.weights[0] as tf.LayerVariable).shape as number[];
      if (kernel?.shape.join() !== shape.join())
        throw new UnreadableWeightsError(`${from} has no kernel [${shape.join(', ')}]`);
      const bias = weights[`${from}/bias`];
      layer.setWeights(bias ? [kernel, bias] : foldNormalization(kernel, normalizationOf(from, weights)));
    });
  });
}

/** Keras' own names for what follows a convolution. */
function normalizationOf(convolution: string, weights: Pretrained['weights']) {
  const names = [`${convolution}_BN`, `${convolution}_bn`, `bn_${convolution}`];
  const name = names.find((candidate) => `${candidate}/gamma` in weights);
  if (name === undefined) throw new UnreadableWeightsError(`${convolution} has neither a bias nor a normalization`);
  const [gamma, beta, mean, variance] = ['gamma', 'beta', 'moving_mean', 'moving_variance'].map(
    (role) => weights[`${name}/${role}`]!,
  ) as [tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor];
  return { gamma, beta, mean, variance };
}
