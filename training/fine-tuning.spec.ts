import * as tf from '@tensorflow/tfjs';
import { buildBranches, serveBranches } from './branches.js';
import { buildFineTuning, inputOf, serveFineTuned } from './fine-tuning.js';
import { putOnto } from './serve-trained.js';
import { startTensorflow } from './tensorflow.js';

const SIZE = 8;
const HEAD = { name: 'genres', inputs: ['image'] };
const BEFORE = 'tail_conv';
const standardisation = { mean: Float32Array.of(0.1, 0.2, 0.3, 0.4), deviation: Float32Array.of(1, 2, 3, 4) };

/** A backbone of the same kind: a front, then a tail with a shortcut, pooled. */
function tinyBackbone(): tf.LayersModel {
  const image = tf.input({ shape: [SIZE, SIZE, 3], name: 'image' });
  const kernelInitializer = tf.initializers.glorotUniform({ seed: 2 }); // with some others all units are dead
  const convolve = (name: string, value: tf.SymbolicTensor) =>
    tf.layers
      .conv2d({ name, filters: 4, kernelSize: 3, padding: 'same', activation: 'relu', kernelInitializer })
      .apply(value) as tf.SymbolicTensor;
  const front = convolve('front_conv', image);
  const sum = tf.layers.add({ name: 'tail_add' }).apply([convolve(BEFORE, front), front]) as tf.SymbolicTensor;
  const pooled = tf.layers.globalAveragePooling2d({ name: 'pooled' }).apply(sum) as tf.SymbolicTensor;
  return tf.model({ inputs: image, outputs: pooled });
}

function setUp() {
  const backbone = tinyBackbone();
  const head = buildBranches([{ ...HEAD, hiddenUnits: 5, l2: 0 }], { image: [4] }, 2, 1);
  const scope = {
    ...{ labelCount: 2, heads: [], embeddingSizes: { image: 4 }, standardisations: { image: standardisation } },
    ...{ backbones: { image: backbone }, previous: head, seed: 1 },
  };
  const front = tf.model({ inputs: backbone.inputs, outputs: inputOf(backbone, BEFORE) });
  return { backbone, head, front, tuned: buildFineTuning(HEAD, { input: 'image', before: BEFORE }, scope) };
}

const images = () => tf.randomUniform([3, SIZE, SIZE, 3], 0, 1, 'float32', 5);
const values = (tensor: tf.Tensor) => [...tensor.dataSync()];
const phase = { features: { image: { kind: 'activation', before: BEFORE } } } as unknown as Parameters<
  typeof putOnto
>[1];

beforeAll(startTensorflow);

function expectClose(actual: number[], expected: number[]) {
  expect(actual).toHaveLength(expected.length);
  actual.forEach((value, index) => expect(value).toBeCloseTo(expected[index]!, 5));
}

it('begins where the head ended: the same answers before the first step', () => {
  const { backbone, head, front, tuned } = setUp();
  const before = serveBranches({
    ...{ branches: [HEAD], trained: head, activation: 'sigmoid' },
    standardisations: { image: standardisation },
  });
  const expected = before.predict(backbone.predict(images())) as tf.Tensor;
  const logits = tuned.predict(front.predict(images())) as tf.Tensor;
  expectClose(values(logits.sigmoid()), values(expected));
});

it('trains the last layers and the head, and leaves the backbone as it is', () => {
  const { backbone, front, tuned } = setUp();
  const original = backbone.getWeights().map(values);
  const [first] = tuned.getWeights().map(values);
  const activations = front.predict(images()) as tf.Tensor;
  const optimizer = tf.train.sgd(0.5);
  optimizer.minimize(() => (tuned.apply(activations) as tf.Tensor).square().mean());
  expect(backbone.getWeights().map(values)).toEqual(original);
  expect(values(tuned.getWeights()[0]!)).not.toEqual(first);
  expect(tuned.getLayer(BEFORE).trainable).toBe(true);
});

it('is served as front and tail in one model, with the fine-tuned embedding', () => {
  const { backbone, front, tuned } = setUp();
  tuned.setWeights(tuned.getWeights().map((weight) => weight.add(0.05)));
  const logits = tuned.predict(front.predict(images())) as tf.Tensor;
  const whole = putOnto({ image: backbone }, phase, serveFineTuned(HEAD, { trained: tuned, activation: 'sigmoid' }));
  const [probabilities, embedding] = whole.predict(images()) as [tf.Tensor, tf.Tensor];
  expectClose(values(probabilities), values(logits.sigmoid()));
  expect(embedding.shape).toEqual([3, 4]);
  expect(values(embedding)).not.toEqual(values(backbone.predict(images()) as tf.Tensor));
});

it('puts a head of two inputs onto one backbone, and feeds the other input itself', () => {
  const { backbone } = setUp();
  const branches = [HEAD, { name: 'words', inputs: ['words'] }];
  const trained = buildBranches(
    branches.map((branch) => ({ ...branch, hiddenUnits: 3, l2: 0 })),
    { image: [4], words: [2] },
    2,
    1,
  );
  const head = serveBranches({ ...{ branches, trained, standardisations: {} }, activation: 'softmax' });
  const features = { image: { kind: 'embedding' }, words: { kind: 'embedding' } };
  const whole = putOnto({ image: backbone }, { features } as unknown as typeof phase, head);
  expect(whole.inputNames).toEqual(['image', 'words']);
  const words = tf.tensor2d([1, 2, 3, 4, 5, 6], [3, 2]);
  const expected = head.predict([backbone.predict(images()) as tf.Tensor, words]) as tf.Tensor;
  const answers = whole.predict([images(), words]) as tf.Tensor;
  expectClose(values(answers), values(expected));
  expectClose(values(answers.sum(1)), [1, 1, 1]);
});
