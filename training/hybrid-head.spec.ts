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

it('sees every place from every other, also where the convolutions do not reach', () => {
  const model = build();
  const lastPlace = (layer: string, changed: number) => {
    const part = tf.model({ inputs: model.inputs, outputs: model.getLayer(layer).output });
    const places = Float32Array.from({ length: 3 * 4 * 8 }, (_, at) => Math.sin(at) + (at === 0 ? changed : 0));
    return (part.predict(tf.tensor4d(places, [1, 3, 4, 8])) as tf.Tensor).dataSync().slice(-16);
  };
  expect(lastPlace('classes_mixed', 1)).toEqual(lastPlace('classes_mixed', 0));
  expect(lastPlace('classes_attended', 1)).not.toEqual(lastPlace('classes_attended', 0));
});
