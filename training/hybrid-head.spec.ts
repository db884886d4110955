import * as tf from '@tensorflow/tfjs';
import { buildHybridHead } from './hybrid-head.js';
import { expectParity } from './onnx/exported.contract.js';
import { startTensorflow } from './tensorflow.js';

beforeAll(startTensorflow);

function build(seed = 3): tf.LayersModel {
  const input = tf.input({ shape: [3, 4, 8], name: 'features' });
  return tf.model({ inputs: input, outputs: buildHybridHead(input, { units: 16, dropout: 0.3, labelCount: 5, seed }) });
}

it('answers the same in ONNX: neighbourhoods, attention and all', async () => {
  const model = build();
  await expectParity(model);
  model.dispose();
});

it('follows from its seed', () => {
  const places = tf.randomNormal([2, 3, 4, 8], 0, 1, 'float32', 7);
  const [first, again, other] = [build(), build(), build(4)].map((model) =>
    (model.predict(places) as tf.Tensor).dataSync(),
  );
  expect(again).toEqual(first);
  expect(other).not.toEqual(first);
});

it('sees every place from every other', () => {
  const model = build();
  const places = tf.zeros([1, 3, 4, 8]);
  const changed = tf.tensor4d(
    Float32Array.from({ length: 96 }, (_, at) => (at < 8 ? at : 0)),
    [1, 3, 4, 8],
  );
  const [one, two] = [places, changed].map((input) => (model.predict(input) as tf.Tensor).dataSync());
  expect(one).not.toEqual(two);
});
