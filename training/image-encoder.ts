import { readFile } from 'node:fs/promises';
import { Tensor } from 'onnxruntime-node';
import * as tf from '@tensorflow/tfjs';
import { DECODING, IMAGE_SIZE, decodeImage } from '../models/image.js';
import { openImageBackbone } from './backbones/backbone.js';
import type { Encoder } from './encoder.js';
import type { Extractor } from './features/extractor.js';
import { inputOf } from './fine-tuning.js';
import { exportOnnx } from './onnx/export-onnx.js';
import { openSession } from './open-session.js';

const BATCH = 16; // larger ones are no faster

/** The pretrained image backbone. @throws PlatformError BACKBONE_MISSING */
export async function openImageEncoder(cacheFolder: string): Promise<Encoder> {
  const backbone = await openImageBackbone(cacheFolder);
  const { name, sha256, dimensions, onnxPath } = backbone;
  return {
    reference: { name, sha256 },
    embeddingSize: dimensions,
    tokenizer: {},
    model: () => backbone.loadLayers(),
    graph: () => Promise.resolve(undefined),
    async extractor(encoding) {
      const before = encoding.kind === 'activation' ? encoding.before : undefined;
      const graph = before === undefined ? await readFile(onnxPath) : cutGraph(await backbone.loadLayers(), before);
      const identity = [name, sha256.slice(0, 8), DECODING, ...(before === undefined ? [] : ['before', before])];
      return openExtractor(identity.join('-').replaceAll('_', '-'), graph);
    },
  };
}

/** The backbone up to a layer, as a graph for ONNX Runtime, which runs it several times faster than TensorFlow does. */
function cutGraph(model: tf.LayersModel, before: string): Uint8Array {
  try {
    const front = tf.model({ inputs: model.inputs, outputs: inputOf(model, before) });
    return exportOnnx(front, { name: 'front', inputs: { image: { type: 'uint8' } }, outputs: ['features'] });
  } finally {
    model.dispose();
  }
}

async function openExtractor(name: string, graph: Uint8Array): Promise<Extractor> {
  const session = await openSession(graph);
  const output = session.outputMetadata[0]!;
  const shape = output.isTensor ? output.shape.slice(1).map(Number) : [];
  return {
    name,
    shape,
    batchSize: BATCH,
    async extract(values) {
      const images = await Promise.all(values.map((value) => decodeImage(value as Uint8Array, 'image')));
      const pixels = Buffer.concat(images);
      const size = [images.length, IMAGE_SIZE, IMAGE_SIZE, 3];
      const { features } = await session.run({ image: new Tensor('uint8', new Uint8Array(pixels), size) });
      return features!.data as Float32Array;
    },
    close: () => session.release(),
  };
}
