import { Tensor } from 'onnxruntime-node';
import * as tf from '@tensorflow/tfjs';
import { CLIP_FRAMES, CLIP_SHAPE, FRAME_BYTES, decodeClip } from '../../models/clip.js';
import { DECODING, IMAGE_SIZE } from '../../models/image.js';
import type { Extractor } from '../features/extractor.js';
import { measuring } from '../features/measuring.js';
import { openSession } from '../open-session.js';

const BATCH = 8;

/**
 * An image network that sees some frames of a clip: input `frames` [n,8,224,224,3], output the mean of what it says of each.
 * The frames lie one below the other and are cut out, so that all layers are ones that every exporter knows.
 */
export function overFrames(backbone: tf.LayersModel, frames: readonly number[]): tf.LayersModel {
  const clip = tf.input({ shape: [...CLIP_SHAPE], name: 'frames' });
  const strip = tf.layers
    .reshape({ name: 'strip', targetShape: [CLIP_FRAMES * IMAGE_SIZE, IMAGE_SIZE, 3] })
    .apply(clip);
  const seen = frames.map((frame) => {
    const [above, below] = [frame * IMAGE_SIZE, (CLIP_FRAMES - 1 - frame) * IMAGE_SIZE];
    const cut = tf.layers.cropping2D({
      name: `frame_${frame}`,
      cropping: [
        [above, below],
        [0, 0],
      ],
    });
    return backbone.apply(cut.apply(strip)) as tf.SymbolicTensor;
  });
  const mean = tf.layers.average({ name: 'over_frames' });
  return tf.model({ inputs: clip, outputs: seen.length === 1 ? seen[0]! : (mean.apply(seen) as tf.SymbolicTensor) });
}

/** The same, from clips that are kept or made, for the feature cache. */
export async function openClipExtractor(
  backbone: readonly string[],
  graph: Uint8Array,
  frames: readonly number[],
): Promise<Extractor> {
  const session = await openSession(graph);
  const output = session.outputMetadata[0]!;
  const width = output.isTensor ? Number(output.shape.at(-1)) : 0;
  const measure = async (value: Uint8Array): Promise<Float32Array> => {
    const clip = await decodeClip(value, 'clip');
    const pixels = Buffer.concat(frames.map((frame) => clip.subarray(frame * FRAME_BYTES, (frame + 1) * FRAME_BYTES)));
    const size = [frames.length, IMAGE_SIZE, IMAGE_SIZE, 3];
    const { features } = await session.run({ image: new Tensor('uint8', new Uint8Array(pixels), size) });
    return meanOfRows(features!.data as Float32Array, width);
  };
  return {
    ...measuring({ name: [...backbone, DECODING, 'clip', ...frames].join('-'), width, measure }),
    batchSize: BATCH,
    close: () => session.release(),
  };
}

function meanOfRows(values: Float32Array, width: number): Float32Array {
  const count = values.length / width;
  const mean = new Float32Array(width);
  values.forEach((value, index) => (mean[index % width]! += value / count));
  return mean;
}
