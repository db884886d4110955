import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type * as tf from '@tensorflow/tfjs';
import { PlatformError } from '../../platform/errors.js';
import { backboneFolder, isSame, readDescription } from './converted-folder.js';
import type { BackboneDescription } from './converted-folder.js';
import { IMAGE_BACKBONE } from './image-backbone.js';
import { IMAGE_BACKBONES, sourceOf } from './image-backbones.js';
import { loadLayers } from './layers-folder.js';
import { TEXT_BACKBONE } from './text-backbone.js';

/** A pretrained network that set-up has converted into the cache. */
export interface Backbone {
  readonly name: string;
  /** Of the file that its weights came in. */
  readonly sha256: string;
  /** Length of its feature vector. */
  readonly dimensions: number;
  /** For ONNX Runtime: features of inputs, and what an exported graph is built upon. */
  readonly onnxPath: string;
}

/** Graph input `image` uint8 [n, 224, 224, 3], output `features` [n, 1280]. */
export interface ImageBackbone extends Backbone {
  /**
   * The same network to fine-tune. Input float32 [n, 224, 224, 3] holding 0 to 255 (a Rescaling layer comes first), output
   * [n, 1280] from the layer `pooled`; batch normalization is folded in, so nothing but kernels and biases can change.
   * The caller disposes it. Needs startTensorflow.
   */
  loadLayers(): Promise<tf.LayersModel>;
  /** From features [n, 1280] to ImageNet's 1,000 classes, in its order. EfficientNet-Lite0 only. */
  loadClassifier(): Promise<tf.LayersModel>;
}

/** Graph inputs `input_ids` and `attention_mask` int64 [n, tokens], outputs `sentence_embedding` [n, 384] of length 1 and `token_embeddings` [n, 64, 384]. */
export interface TextBackbone extends Backbone {
  /** The content of its tokenizer.json. */
  readonly tokenizer: Readonly<Record<string, unknown>>;
}

/** @param name one of IMAGE_BACKBONES @throws PlatformError BACKBONE_MISSING, UNKNOWN_BACKBONE */
export async function openImageBackbone(cacheFolder: string, name = IMAGE_BACKBONE.name): Promise<ImageBackbone> {
  const backbone = IMAGE_BACKBONES.find((other) => other.name === name);
  if (!backbone) throw new PlatformError('UNKNOWN_BACKBONE', 400, `There is no image backbone ${name}`, 'backbone');
  const folder = await converted(cacheFolder, backbone);
  const { sha256, dimensions } = backbone;
  return {
    ...{ name, sha256, dimensions },
    onnxPath: join(folder, 'model.onnx'),
    loadLayers: () => loadLayers(folder),
    loadClassifier: () => loadLayers(join(folder, 'classifier')),
  };
}

/** @throws PlatformError BACKBONE_MISSING */
export async function openTextBackbone(cacheFolder: string): Promise<TextBackbone> {
  const folder = await converted(cacheFolder, TEXT_BACKBONE);
  const tokenizer = JSON.parse(await readFile(join(folder, 'tokenizer.json'), 'utf8')) as Record<string, unknown>;
  return { ...TEXT_BACKBONE, onnxPath: join(folder, 'model.onnx'), tokenizer };
}

async function converted(cacheFolder: string, backbone: BackboneDescription): Promise<string> {
  const folder = backboneFolder(cacheFolder, backbone.name);
  if (isSame(await readDescription(folder), backbone)) return folder;
  throw new PlatformError(
    'BACKBONE_MISSING',
    500,
    `The pretrained ${backbone.name} is not in ${folder}: ${remedy(backbone.name)}`,
  );
}

function remedy(name: string): string {
  const source = sourceOf(name);
  if (source === undefined) return 'run npm run setup, which fetches and converts it';
  return `put its TensorFlow.js layers into ${source} of the data folder`;
}
