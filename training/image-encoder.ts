import { readFile } from 'node:fs/promises';
import { Tensor } from 'onnxruntime-node';
import * as tf from '@tensorflow/tfjs';
import { DECODING, IMAGE_SIZE, decodeImage } from '../models/image.js';
import { LETTERBOX_DECODING, letterbox } from '../models/letterbox.js';
import type { Letterboxed, View } from '../models/letterbox.js';
import { openImageBackbone } from './backbones/backbone.js';
import { openClipExtractor, overFrames } from './clips/clip-encoder.js';
import type { Encoder } from './encoder.js';
import type { Extractor, TapExtractor } from './features/extractor.js';
import { inputOf } from './fine-tuning.js';
import { exportOnnx } from './onnx/export-onnx.js';
import { tapped } from './mirror.js';
import type { EncoderSpec, Tap } from './network.js';
import { openSession } from './open-session.js';

type ImageSpec = Pick<Extract<EncoderSpec, { kind: 'image' }>, 'canvas' | 'frames' | 'backbone'>;

const BATCH = 16; // larger ones are no faster
const TAPPED_BATCH = 4; // what the layers of one picture give is half a megabyte

/**
 * An image backbone, pretrained. Pictures are letterboxed where a canvas (pixels a side) is named, else squashed to 224; of
 * those that move the named frames are seen.
 * @throws PlatformError BACKBONE_MISSING
 */
export async function openImageEncoder(
  cacheFolder: string,
  { canvas, frames, backbone: wanted }: ImageSpec = {},
): Promise<Encoder> {
  const backbone = await openImageBackbone(cacheFolder, wanted);
  const { name, sha256, dimensions, onnxPath } = backbone;
  const still = async () =>
    canvas === undefined ? backbone.loadLayers() : resized(await backbone.loadLayers(), canvas);
  const model = async () => (frames === undefined ? still() : overFrames(await still(), frames));
  return {
    reference: { name, sha256 },
    embeddingSize: dimensions,
    tokenizer: {},
    model,
    graph: () => Promise.resolve(undefined),
    async extractor(encoding) {
      if (frames !== undefined) return openClipExtractor([name, sha256.slice(0, 8)], await readFile(onnxPath), frames);
      const before = encoding.kind === 'activation' ? encoding.before : undefined;
      const graph = before === undefined ? await readFile(onnxPath) : cutGraph(await backbone.loadLayers(), before);
      const identity = [name, sha256.slice(0, 8), DECODING, ...(before === undefined ? [] : ['before', before])];
      return openExtractor(identity.join('-').replaceAll(/[_.]/g, '-'), graph);
    },
    async taps(taps, view) {
      const size = canvas ?? IMAGE_SIZE;
      const places = taps.map(({ after, isBothWays }) => (isBothWays ? `${after}-both-ways` : after));
      const identity = [name, sha256.slice(0, 8), LETTERBOX_DECODING, size, describeView(view), ...places];
      const graph = await keptGraph([name, sha256, size, ...places].join(), async () =>
        tappedGraph(await model(), taps),
      );
      return openTaps(identity.join('-').replaceAll(/[_.]/g, '-'), graph, (bytes) =>
        letterbox(bytes, 'image', size, view),
      );
    },
  };
}

const GRAPHS_KEPT = 4; // of some ten megabytes each: the folds of a cross-validation ask for the same ones again and again
const keptGraphs = new Map<string, Uint8Array>();

async function keptGraph(key: string, make: () => Promise<Uint8Array>): Promise<Uint8Array> {
  const graph = keptGraphs.get(key) ?? (await make());
  keptGraphs.delete(key);
  keptGraphs.set(key, graph); // last, as the one asked for most recently
  for (const oldest of [...keptGraphs.keys()].slice(0, -GRAPHS_KEPT)) keptGraphs.delete(oldest);
  return graph;
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

/** The same network for pictures of another size: convolutions do not mind. Disposes of the one that it is made from. */
async function resized(model: tf.LayersModel, canvas: number): Promise<tf.LayersModel> {
  try {
    const topology = model.toJSON(undefined, false) as { config: { layers: { config: Record<string, unknown> }[] } };
    for (const { config } of topology.config.layers) {
      if ('batch_input_shape' in config) config.batch_input_shape = [null, canvas, canvas, 3];
    }
    const other = await tf.models.modelFromJSON(topology as unknown as Parameters<typeof tf.models.modelFromJSON>[0]);
    other.setWeights(model.getWeights());
    return other;
  } finally {
    model.dispose();
  }
}

function tappedGraph(model: tf.LayersModel, taps: readonly Tap[]): Uint8Array {
  try {
    const front = tf.model({ inputs: model.inputs, outputs: taps.map((tap) => tapped(model, tap)) });
    const outputs = taps.map((_, index) => `tap${index}`);
    return exportOnnx(front, { name: 'front', inputs: { image: { type: 'uint8' } }, outputs });
  } finally {
    model.dispose();
  }
}

function describeView({ isMirrored, zoom, across, down }: View): string {
  return [isMirrored ? 'mirrored' : 'as-it-is', zoom, across, down].join('-');
}

async function openTaps(
  name: string,
  graph: Uint8Array,
  decode: (bytes: Uint8Array) => Promise<Letterboxed>,
): Promise<TapExtractor> {
  const session = await openSession(graph);
  const shapes = session.outputMetadata.map((output) => (output.isTensor ? output.shape.slice(1).map(Number) : []));
  const widths = shapes.map((shape) => shape.reduce((product, size) => product * size, 1));
  const width = widths.reduce((sum, one) => sum + one, 0);
  return {
    name,
    shapes,
    shape: [width],
    batchSize: TAPPED_BATCH,
    async extract(values) {
      const rows = new Float32Array(values.length * width);
      for (const [row, value] of values.entries()) {
        const { pixels } = await decode(value as Uint8Array);
        const side = Math.sqrt(pixels.length / 3);
        const given = await session.run({ image: new Tensor('uint8', pixels, [1, side, side, 3]) });
        let at = row * width;
        for (const output of session.outputNames) {
          const { data } = given[output]!;
          rows.set(data as Float32Array, at);
          at += data.length;
        }
      }
      return rows;
    },
    close: () => session.release(),
  };
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
