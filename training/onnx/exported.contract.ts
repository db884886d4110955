import * as tf from '@tensorflow/tfjs';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { exportOnnx } from './export-onnx.js';
import type { ExportOptions } from './export-onnx.js';
import { checkParity } from './parity.js';
import type { NamedOutputs } from './parity.js';

const BATCHES = [1, 3, 8];
const TOLERANCE = 1e-4;

/** Exports a model with random weights and compares ONNX Runtime's answers with TensorFlow.js' on random inputs. */
export async function expectParity(model: tf.LayersModel, options: Partial<ExportOptions> = {}): Promise<void> {
  randomise(model);
  const outputs = options.outputs ?? model.outputs.map((_, index) => `output_${index}`);
  const session = await InferenceSession.create(exportOnnx(model, { name: 'tested', ...options, outputs }), {
    logSeverityLevel: 3,
  });
  try {
    for (const batch of BATCHES) await compare(model, session, outputs, batch);
  } finally {
    await session.release();
  }
}

async function compare(model: tf.LayersModel, session: InferenceSession, outputs: readonly string[], batch: number) {
  const inputs = model.inputs.map((input) => randomInput(input, batch));
  try {
    const feeds = inputs.map((tensor, index) => [model.inputs[index]!.sourceLayer.name, toFeed(tensor)] as const);
    const given = await session.run(Object.fromEntries(feeds));
    const actual = Object.fromEntries(outputs.map((name) => [name, (given[name] as Tensor).data as Float32Array]));
    expect(checkParity(predict(model, inputs, outputs), actual, TOLERANCE)).toBeLessThanOrEqual(TOLERANCE);
  } finally {
    tf.dispose(inputs);
  }
}

function predict(model: tf.LayersModel, inputs: tf.Tensor[], outputs: readonly string[]): NamedOutputs {
  const read: Record<string, Float32Array> = {};
  tf.tidy(() => {
    const predicted = [model.predict(inputs)].flat();
    outputs.forEach((name, index) => (read[name] = (predicted[index] as tf.Tensor).dataSync<'float32'>()));
  });
  return read;
}

/** Small whole numbers for integers (they index embeddings); unknown sizes become 7. */
function randomInput(input: tf.SymbolicTensor, batch: number): tf.Tensor {
  const shape = [batch, ...input.shape.slice(1).map((size) => size ?? 7)];
  if (input.dtype === 'int32') return tf.randomUniform(shape, 0, 5, 'int32');
  return tf.randomNormal(shape, 0, 1, 'float32', batch);
}

function toFeed(tensor: tf.Tensor): Tensor {
  return tensor.dtype === 'int32'
    ? new Tensor('int32', tensor.dataSync<'int32'>(), tensor.shape)
    : new Tensor('float32', tensor.dataSync<'float32'>(), tensor.shape);
}

/** Fresh layers have zero biases and unit variances, which would hide a mistake. */
function randomise(model: tf.LayersModel): void {
  tf.tidy(() => {
    model.weights.forEach((weight, index) => {
      const shape = weight.shape as number[];
      const values = tf.randomNormal(shape, 0, 0.4, 'float32', index + 1);
      weight.write(weight.originalName.endsWith('variance') ? values.abs().add(0.5) : values);
    });
  });
}
