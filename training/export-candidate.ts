import * as tf from '@tensorflow/tfjs';
import type { Encoder } from './encoder.js';
import type { FamilyParts } from './family-parts.js';
import { decodeModel } from './model-files.js';
import { exportOnnx } from './onnx/export-onnx.js';
import type { InputBinding } from './onnx/export-onnx.js';
import { checkParity } from './onnx/parity.js';
import type { NamedOutputs } from './onnx/parity.js';
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
const BATCH = 8; // for TensorFlow.js, which takes three times as long for one example after the other
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
    for await (const batch of inBatches(validationInputs(dataset, codec, dataFolder, PARITY_INPUTS))) {
      signal.throwIfAborted();
      report({ detail: 'comparing model.onnx with TensorFlow.js', secondsLeft: null });
      const embeddings = () => extractor.extract(batch.map(({ fields }) => fields[parts.network.encoder.field]!));
      const expected = await answerInTensorflow(model, batch, embeddings);
      largest = Math.max(largest, checkParity(expected, await answerOneByOne(graph, batch)));
    }
    return largest;
  } finally {
    await Promise.all([graph.close(), extractor.close()]);
  }
}

/** An input of the model that is no input of the graph is what the encoder in front of it gives. */
async function answerInTensorflow(
  model: tf.LayersModel,
  batch: readonly EncodedExample[],
  embeddings: () => Promise<Float32Array>,
): Promise<NamedOutputs> {
  const inputs: tf.Tensor[] = [];
  try {
    for (const name of model.inputNames) {
      const isFed = name in batch[0]!.feeds;
      inputs.push(isFed ? stack(batch, name) : tf.tensor(await embeddings()).reshape([batch.length, -1]));
    }
    const outputs = [model.predict(inputs)].flat();
    const values = await Promise.all(outputs.map((output) => output.data()));
    tf.dispose(outputs);
    return Object.fromEntries(values.map((value, index) => [OUTPUTS[index]!, value as Float32Array]));
  } finally {
    tf.dispose(inputs);
  }
}

function stack(batch: readonly EncodedExample[], name: string): tf.Tensor {
  return tf.tidy(() => {
    const feeds = batch.map(({ feeds }) => feeds[name]!);
    return tf.stack(
      feeds.map(({ data, shape }) =>
        tf.tensor(Float32Array.from(data as ArrayLike<number | bigint>, Number), [...shape]),
      ),
    );
  });
}

/** As serving asks at the quietest hour: what an answer is must not depend on what is asked beside it. */
async function answerOneByOne(graph: ServedGraph, batch: readonly EncodedExample[]): Promise<NamedOutputs> {
  const answers: NamedOutputs[] = [];
  for (const { feeds } of batch) answers.push(await graph.answer(feeds));
  return Object.fromEntries(
    Object.keys(answers[0]!).map((name) => [name, Float32Array.from(answers.flatMap((answer) => [...answer[name]!]))]),
  );
}

async function* inBatches(examples: AsyncIterable<EncodedExample>): AsyncGenerator<EncodedExample[]> {
  let batch: EncodedExample[] = [];
  for await (const example of examples) {
    batch.push(example);
    if (batch.length < BATCH) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
