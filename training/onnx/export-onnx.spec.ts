import * as tf from '@tensorflow/tfjs';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { startTensorflow } from '../tensorflow.js';
import { exportOnnx } from './export-onnx.js';
import { expectParity } from './exported.contract.js';
import { GraphBuilder } from './graph-builder.js';
import { UnsupportedLayerError } from './unsupported-layer-error.js';

const { layers } = tf;

async function run(onnx: Uint8Array, feeds: Record<string, Tensor>): Promise<InferenceSession.ReturnType> {
  const session = await InferenceSession.create(onnx, { logSeverityLevel: 3 });
  try {
    return await session.run(feeds);
  } finally {
    await session.release();
  }
}

describe('exportOnnx', () => {
  beforeAll(() => startTensorflow());
  beforeEach(() => tf.engine().startScope());
  afterEach(() => tf.engine().endScope());

  it('tells the calls of a shared layer apart and stores its weights once', async () => {
    const shared = layers.dense({ units: 64, activation: 'tanh' });
    const [left, right] = [tf.input({ shape: [64] }), tf.input({ shape: [64] })];
    const outputs = [shared.apply(left), shared.apply(shared.apply(right))] as tf.SymbolicTensor[];
    const model = tf.model({ inputs: [left, right], outputs });
    await expectParity(model);
    const bytes = exportOnnx(model, { name: 'shared', outputs: ['left', 'right'] }).length;
    expect(bytes).toBeLessThan(2 * 64 * 64 * 4);
  });

  it('goes into models within the model, also when their layers have the same names', async () => {
    const branch = () => {
      const input = tf.input({ shape: [5] });
      const hidden = layers.dense({ units: 4, name: 'hidden' }).apply(input) as tf.SymbolicTensor;
      return tf.model({
        inputs: input,
        outputs: layers.dense({ units: 3, name: 'out' }).apply(hidden) as tf.SymbolicTensor,
      });
    };
    const [first, second] = [branch(), tf.sequential({ layers: [layers.dense({ units: 3, inputShape: [5] })] })];
    const input = tf.input({ shape: [5] });
    const parts = [first.apply(input), second.apply(input), branch().apply(input), first.apply(input)];
    const outputs = layers.concatenate().apply(parts as tf.SymbolicTensor[]) as tf.SymbolicTensor;
    await expectParity(tf.model({ inputs: input, outputs }));
  });

  it('calls inputs and outputs as it is told, and takes an image as bytes', async () => {
    const image = tf.input({ shape: [6, 5, 3], name: 'pixels' });
    const scaled = layers.rescaling({ scale: 1 / 128, offset: -127 / 128 }).apply(image);
    const features = layers.conv2d({ filters: 2, kernelSize: 3 }).apply(scaled);
    const pooled = layers.globalAveragePooling2d({}).apply(features) as tf.SymbolicTensor;
    const model = tf.model({
      inputs: image,
      outputs: [pooled, layers.softmax({ axis: -1 }).apply(pooled) as tf.SymbolicTensor],
    });
    const onnx = exportOnnx(model, {
      name: 'poster',
      inputs: { pixels: { name: 'image', type: 'uint8' } },
      outputs: ['embedding', 'probabilities'],
    });
    const pixels = Uint8Array.from({ length: 2 * 90 }, (_, index) => (index * 37) % 256);
    const given = await run(onnx, { image: new Tensor('uint8', pixels, [2, 6, 5, 3]) });
    const expected = model.predict(tf.tensor(Float32Array.from(pixels), [2, 6, 5, 3])) as tf.Tensor[];
    for (const [index, name] of ['embedding', 'probabilities'].entries()) {
      const difference = expected[index]!.sub(tf.tensor(given[name]!.data as Float32Array, [2, 2]))
        .abs()
        .max();
      expect(difference.dataSync()[0]).toBeLessThan(1e-5);
    }
  });

  it('puts another graph in front of an input', async () => {
    const front = new GraphBuilder('front');
    const words = front.input('words', 'float32', ['batch', 2]);
    front.output('doubled', front.node('Mul', [words, front.scalar(2)]), 'float32', ['batch', 2]);
    const sentence = tf.input({ shape: [2], name: 'sentence' });
    const model = tf.model({
      inputs: sentence,
      outputs: layers.rescaling({ scale: 1, offset: 1 }).apply(sentence) as tf.SymbolicTensor,
    });
    const graph = front.toBytes();
    const onnx = exportOnnx(model, {
      name: 'joined',
      inputs: { sentence: { graph, output: 'doubled' } },
      outputs: ['sum'],
    });
    const { sum } = await run(onnx, { words: new Tensor('float32', Float32Array.of(1, 2), [1, 2]) });
    expect([...(sum!.data as Float32Array)]).toEqual([3, 5]);
    const wrong = { sentence: { graph, output: 'halved' } };
    expect(() => exportOnnx(model, { name: 'joined', inputs: wrong, outputs: ['sum'] })).toThrow(/no output halved/);
  });

  it('refuses a layer that it does not know, by name', () => {
    const model = tf.sequential({
      layers: [layers.conv3d({ filters: 1, kernelSize: 2, inputShape: [3, 3, 3, 1], name: 'edges' })],
    });
    const attempt = () => exportOnnx(model, { name: 'x', outputs: ['out'] });
    expect(attempt).toThrow(UnsupportedLayerError);
    expect(attempt).toThrow(/"edges" \(Conv3D\).*training\/onnx\/layers/);
  });

  it('refuses a setting that has no counterpart, by name', () => {
    const embedding = layers.embedding({ inputDim: 5, outputDim: 2, maskZero: true, inputShape: [3], name: 'words' });
    const model = tf.sequential({ layers: [embedding] });
    expect(() => exportOnnx(model, { name: 'x', outputs: ['out'] })).toThrow(/"words" \(Embedding\).*maskZero/);
  });

  it('refuses to guess names of outputs', () => {
    const model = tf.sequential({ layers: [layers.dense({ units: 2, inputShape: [3] })] });
    expect(() => exportOnnx(model, { name: 'x', outputs: [] })).toThrow(/1 outputs, but 0 names/);
  });
});
