import * as tf from '@tensorflow/tfjs';
import { decodeModel, encodeModel } from './model-files.js';
import { tapped } from './mirror.js';
import { expectParity } from './onnx/exported.contract.js';
import { startTensorflow } from './tensorflow.js';

beforeAll(startTensorflow);

const SIZE = 6;

function backbone(): tf.LayersModel {
  const image = tf.input({ shape: [SIZE, SIZE, 3], name: 'image' });
  const convolution = tf.layers.conv2d({ filters: 4, kernelSize: 3, strides: 2, padding: 'same', name: 'seen' });
  const pooled = tf.layers.globalAveragePooling2d({ name: 'pooled' }).apply(convolution.apply(image));
  return tf.model({ inputs: image, outputs: pooled as tf.SymbolicTensor });
}

const bothWays = (model: tf.LayersModel, after: string) =>
  tf.model({ inputs: model.inputs, outputs: tapped(model, { kind: 'tap', of: 'image', after, isBothWays: true }) });

it.each(['pooled', 'seen'])('gives the mean of what %s says of a picture and of its mirror image', (after) => {
  const model = backbone();
  const images = tf.randomNormal([2, SIZE, SIZE, 3], 0, 1, 'float32', 1);
  const plain = tf.model({ inputs: model.inputs, outputs: model.getLayer(after).output });
  const there = plain.predict(images) as tf.Tensor;
  const back = plain.predict(images.reverse(2)) as tf.Tensor;
  const expected = there.add(after === 'seen' ? back.reverse(2) : back).div(2);
  const answer = bothWays(model, after).predict(images) as tf.Tensor;
  expect(answer.sub(expected).abs().max().dataSync()[0]).toBeLessThan(1e-6);
  expect(there.sub(expected).abs().max().dataSync()[0]).toBeGreaterThan(0.01); // it does make a difference
});

it('gives the same when it is read from its files, and as ONNX', async () => {
  const model = bothWays(backbone(), 'pooled');
  const read = await decodeModel(await encodeModel(model));
  const images = tf.randomNormal([2, SIZE, SIZE, 3], 0, 1, 'float32', 1);
  const [one, other] = [model, read].map((each) => [...(each.predict(images) as tf.Tensor).dataSync()]);
  expect(other).toEqual(one);
  await expectParity(model);
});
