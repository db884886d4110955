import * as tf from '@tensorflow/tfjs';
import type { Tap } from './network.js';

/** Turns pictures, or what was seen in them, the wrong way round: [n, height, width, channels], left becomes right. */
export class Mirror extends tf.layers.Layer {
  static readonly className = 'Mirror';

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.reverse([inputs].flat()[0]!, 2);
  }

  override computeOutputShape(inputShape: tf.Shape): tf.Shape {
    return inputShape;
  }
}
tf.serialization.registerClass(Mirror); // where models are read from files

/** What a layer of an image encoder gives. */
export function tapped(model: tf.LayersModel, { after, isBothWays }: Tap): tf.SymbolicTensor {
  return isBothWays ? bothWays(model, after) : (model.getLayer(after).output as tf.SymbolicTensor);
}

/**
 * What a layer gives for a picture, and for its mirror image, as the mean of both: places are turned back first. What is
 * on a picture seldom depends on left and right, and a network that was shown few has not learned that.
 */
function bothWays(model: tf.LayersModel, layer: string): tf.SymbolicTensor {
  const image = model.inputs[0]!;
  const front = tf.model({ inputs: image, outputs: model.getLayer(layer).output, name: `to_${layer}` });
  const mirrored = new Mirror({ name: `${layer}_mirrored` }).apply(image);
  const seen = [image, mirrored].map((picture) => front.apply(picture) as tf.SymbolicTensor);
  const isOfPlaces = seen[1]!.rank === 4;
  if (isOfPlaces) seen[1] = new Mirror({ name: `${layer}_turned_back` }).apply(seen[1]!) as tf.SymbolicTensor;
  return tf.layers.average({ name: `${layer}_both_ways` }).apply(seen) as tf.SymbolicTensor;
}
