import * as tf from '@tensorflow/tfjs';
import type { Phase } from './network.js';
import { refuseUntrainable } from './refuse-untrainable.js';
import { startTensorflow } from './tensorflow.js';

beforeAll(startTensorflow);

const scope = {
  ...{ labelCount: 2, heads: [], seed: 1 },
  ...{ embeddingSizes: {}, standardisations: {}, backbones: {} },
};

/** A phase on a tapped layer's places, with a convolution of its own or without. */
function phase(name: string, convolution: 'none' | 'frozen' | 'trained'): Phase {
  return {
    ...{ name, epochs: 1, patience: 1, batchSize: 1, learningRate: 1 },
    features: { places: { kind: 'tap', of: 'image', after: 'block1' } },
    build({ labelCount }) {
      const inputs = tf.input({ shape: [3, 3, 4], name: 'places' });
      const settings = { filters: 2, kernelSize: 3, trainable: convolution === 'trained', name: `${name}_convolution` };
      const seen = convolution === 'none' ? inputs : tf.layers.conv2d(settings).apply(inputs);
      const flat = tf.layers.flatten().apply(seen);
      return tf.model({ inputs, outputs: tf.layers.dense({ units: labelCount }).apply(flat) as tf.SymbolicTensor });
    },
  };
}

const refuse =
  (phases: readonly Phase[], trainsConvolutions = false) =>
  () =>
    refuseUntrainable(phases, scope, { trainsConvolutions, description: 'a slow library' });

it('lets pass what trains no convolution, whatever it taps, and all where convolutions train', () => {
  expect(refuse([phase('head', 'none'), phase('other', 'frozen')])).not.toThrow();
  expect(refuse([phase('head', 'trained')], true)).not.toThrow();
});

it('names the first phase and the layer that cannot be trained, and keeps nothing of what it built', () => {
  const { numTensors } = tf.memory();
  expect(refuse([phase('head', 'none'), phase('fine', 'trained')])).toThrow(
    'The phase "fine" trains a convolution (fine_convolution), which a slow library cannot',
  );
  expect(tf.memory().numTensors).toBe(numTensors);
});
