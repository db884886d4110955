import * as tf from '@tensorflow/tfjs';
import type { Encoder } from './encoder.js';
import type { FamilyParts } from './family-parts.js';
import { decodeModel } from './model-files.js';
import { exportOnnx } from './onnx/export-onnx.js';
import type { InputBinding } from './onnx/export-onnx.js';
import { checkParity } from './onnx/parity.js';
import { openEncoder } from './open-encoder.js';
import { loadDataset } from './prepared-dataset.js';
import type { CandidateRequest, StepContext } from './retraining-steps.js';
import { ServedGraph } from './served-graph.js';
import { openVocabulary } from './stored-vocabulary.js';
import { startTensorflow } from './tensorflow.js';
import type { TrainingPorts } from './training-ports.js';
import { validationInputs } from './validation-inputs.js';
import type { EncodedExample } from './validation-inputs.js';

const PARITY_INPUTS = 32;
const OUTPUTS = ['probabilities', 'embedding'];

/** Writes model.onnx once it is proven on real inputs to compute what TensorFlow.js does. @throws ParityError */
export async function exportCandidate(
  parts: FamilyParts,
  request: CandidateRequest,
  ports: TrainingPorts,
  context: StepContext,
): Promise<{ largestDifference: number }> {
  await startTensorflow();
  const read = (name: string) => ports.registry.readUncommittedFile(request.family, request.version, name);
  const encoder = await openEncoder(parts.network, ports.cacheFolder);
  const [topology, weights] = [await read('model.json'), await read('weights.bin')];
  const model = await decodeModel({ 'model.json': topology, 'weights.bin': weights });
  try {
    const bytes = exportOnnx(model, {
      name: request.family,
      outputs: OUTPUTS.slice(0, model.outputs.length),
      inputs: { [parts.network.encoder.input]: await bindingOf(encoder) },
    });
    const largestDifference = await proveParity(parts, request, { model, encoder, bytes }, ports, context);
    await ports.registry.writeFile(request.family, request.version, 'model.onnx', bytes);
    return { largestDifference };
  } finally {
    model.dispose();
  }
}

/** A text encoder's graph goes in front of the heads; an image encoder is part of the model, and takes bytes. */
async function bindingOf(encoder: Encoder): Promise<InputBinding> {
  const graph = await encoder.graph();
  return graph ? { graph: graph.bytes, output: graph.output } : { type: 'uint8' };
}

async function proveParity(
  parts: FamilyParts,
  request: CandidateRequest,
  { model, encoder, bytes }: { model: tf.LayersModel; encoder: Encoder; bytes: Uint8Array },
  { store, registry, dataFolder }: TrainingPorts,
  { report, signal }: StepContext,
): Promise<number> {
  const stored = await registry.readUncommittedFile(request.family, request.version, 'vocabulary.json');
  const { codec } = openVocabulary(parts, stored);
  const dataset = await loadDataset(store, request.dataset);
  const graph = await ServedGraph.open(bytes);
  const extractor = await encoder.extractor();
  let largest = 0;
  try {
    for await (const example of validationInputs(dataset, codec, dataFolder, PARITY_INPUTS)) {
      signal.throwIfAborted();
      report({ detail: 'comparing model.onnx with TensorFlow.js', secondsLeft: null });
      const embedding = () => extractor.extract([example.fields[parts.network.encoder.field]!]);
      const expected = await answerInTensorflow(model, example, embedding);
      largest = Math.max(largest, checkParity(expected, await graph.answer(example.feeds)));
    }
    return largest;
  } finally {
    await Promise.all([graph.close(), extractor.close()]);
  }
}

/** An input of the model that is no input of the graph is what the encoder in front of it gives. */
async function answerInTensorflow(
  model: tf.LayersModel,
  { feeds }: EncodedExample,
  embedding: () => Promise<Float32Array>,
): Promise<Record<string, Float32Array>> {
  const inputs: tf.Tensor[] = [];
  try {
    for (const name of model.inputNames) {
      const values = feeds[name]
        ? Float32Array.from(feeds[name].data as ArrayLike<number | bigint>, Number)
        : await embedding();
      inputs.push(tf.tensor(values, [1, ...(feeds[name]?.shape ?? [values.length])]));
    }
    const outputs = [model.predict(inputs)].flat();
    const values = await Promise.all(outputs.map((output) => output.data()));
    tf.dispose(outputs);
    return Object.fromEntries(values.map((value, index) => [OUTPUTS[index]!, value as Float32Array]));
  } finally {
    tf.dispose(inputs);
  }
}
