import * as tf from '@tensorflow/tfjs';

/**
 * What TensorFlow.js does for the gradient of a repeated tensor is a slice and an addition for every single repetition:
 * thousands for a layer normalization over the places of a feature map, and seconds a batch. This is one sum.
 */
export function registerTileGradient(): void {
  tf.registerGradient({
    kernelName: tf.Tile,
    inputsToSave: ['x'],
    gradFunc: (given, [x], attributes) => ({
      x: () => sumOfRepeats(given as tf.Tensor, x!.shape, (attributes as unknown as tf.TileAttrs).reps),
    }),
  });
}

/** Every repeated axis is one of repeats and one of what is repeated; those of repeats are summed. */
function sumOfRepeats(given: tf.Tensor, shape: readonly number[], repeats: readonly number[]): tf.Tensor {
  const axes: number[] = [];
  const apart = shape.flatMap((size, axis) => {
    if (repeats[axis] === 1) return [size];
    axes.push(axis + axes.length);
    return [repeats[axis]!, size];
  });
  return axes.length === 0 ? given.clone() : given.reshape(apart).sum(axes);
}
