import * as tf from '@tensorflow/tfjs';
import type { Feeds } from '../models/model-family.js';
import type { FamilyParts } from './family-parts.js';
import type { Extractor } from './features/extractor.js';
import type { ByInput, Encoding, Texts } from './network.js';
import { checkParity } from './onnx/parity.js';
import type { NamedOutputs } from './onnx/parity.js';
import type { OpenEncoder } from './open-encoder.js';
import { loadDataset } from './prepared-dataset.js';
import type { CandidateRequest, StepContext } from './retraining-steps.js';
import { ServedGraph } from './served-graph.js';
import { openVocabulary } from './stored-vocabulary.js';
import type { TrainingPorts } from './training-ports.js';
import { validationInputs } from './validation-inputs.js';
import type { EncodedExample } from './validation-inputs.js';

const PARITY_INPUTS = 32;
const BATCH = 8; // for TensorFlow.js, which takes three times as long for one example after the other

/** An encoder, and what the model behind it reads of it. */
export interface ServedEncoder extends OpenEncoder {
  readonly encoding: Encoding;
}

export interface Exported {
  readonly model: tf.LayersModel;
  readonly encoders: ByInput<ServedEncoder>;
  /** model.onnx */
  readonly bytes: Uint8Array;
  /** What the model's outputs are called, in its order. */
  readonly outputs: readonly string[];
  /** vocabulary.json */
  readonly stored: Uint8Array;
}

/**
 * Lets TensorFlow.js and the exported graph answer the same real inputs.
 * @returns the largest difference between any two values @throws ParityError
 */
export async function proveParity(
  parts: FamilyParts,
  request: CandidateRequest,
  { model, encoders, bytes, outputs, stored }: Exported,
  { store, dataFolder }: TrainingPorts,
  { report, signal }: StepContext,
): Promise<number> {
  const { codec } = openVocabulary(parts, stored);
  const dataset = await loadDataset(store, request.dataset);
  const graph = await ServedGraph.open(bytes);
  const embeddings = new BatchEmbeddings(encoders);
  let largest = 0;
  try {
    for await (const batch of inBatches(validationInputs(dataset, codec, dataFolder, PARITY_INPUTS))) {
      signal.throwIfAborted();
      report({ detail: 'comparing model.onnx with TensorFlow.js', secondsLeft: null });
      const expected = await answerInTensorflow({ model, outputs }, batch, embeddings);
      largest = Math.max(largest, checkParity(expected, await answerOneByOne(graph, batch)));
    }
    return largest;
  } finally {
    await Promise.all([graph.close(), embeddings.close()]);
  }
}

/** An input of the model that is no input of the graph is what the encoder in front of it gives. */
async function answerInTensorflow(
  { model, outputs: names }: Pick<Exported, 'model' | 'outputs'>,
  batch: readonly EncodedExample[],
  embeddings: BatchEmbeddings,
): Promise<NamedOutputs> {
  const inputs: tf.Tensor[] = [];
  try {
    for (const name of model.inputNames) {
      const isFed = name in batch[0]!.feeds;
      inputs.push(isFed ? stack(batch, name) : await embeddings.of(name, batch));
    }
    const outputs = [model.predict(inputs)].flat();
    const values = await Promise.all(outputs.map((output) => output.data()));
    tf.dispose(outputs);
    return Object.fromEntries(values.map((value, index) => [names[index]!, value as Float32Array]));
  } finally {
    tf.dispose(inputs);
  }
}

/** What the encoders in front of the model give. */
class BatchEmbeddings {
  readonly #extractors = new Map<string, Extractor>();

  constructor(private readonly encoders: ByInput<ServedEncoder>) {}

  /** @returns float32 [batch, ...shape of the encoding] */
  async of(input: string, batch: readonly EncodedExample[]): Promise<tf.Tensor> {
    const { spec, encoder, encoding } = this.encoders[input]!;
    const extractor = this.#extractors.get(input) ?? (await encoder.extractor(encoding));
    this.#extractors.set(input, extractor);
    const values = batch.map(({ fields }) => (spec.kind === 'text' ? spec.text(fields as Texts) : fields[spec.field]!));
    return tf.tensor(await extractor.extract(values), [batch.length, ...extractor.shape]);
  }

  async close(): Promise<void> {
    await Promise.all([...this.#extractors.values()].map((extractor) => extractor.close()));
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
  for (const { feeds } of batch) answers.push(await graph.answer(pick(feeds, graph.inputs)));
  return Object.fromEntries(
    Object.keys(answers[0]!).map((name) => [name, Float32Array.from(answers.flatMap((answer) => [...answer[name]!]))]),
  );
}

/** A detector's frame is for what comes after the network. */
function pick(feeds: Feeds, names: readonly string[]): Feeds {
  return Object.fromEntries(Object.entries(feeds).filter(([name]) => names.includes(name)));
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
