import type { LabelVocabulary } from '../models/labels.js';
import type { FamilyParts } from './family-parts.js';
import { readHyperparameters } from './hyperparameters.js';
import { decodeModel } from './model-files.js';
import type { ByInput, FeatureSource } from './network.js';
import { endWithObjects } from './onnx/append-objects.js';
import { exportOnnx } from './onnx/export-onnx.js';
import type { InputBinding } from './onnx/export-onnx.js';
import { openEncoders } from './open-encoder.js';
import { proveParity } from './prove-parity.js';
import type { ServedEncoder } from './prove-parity.js';
import type { CandidateRequest, StepContext } from './retraining-steps.js';
import { startTensorflow } from './tensorflow.js';
import { placesOf } from './tasks/boxes/places.js';
import { SUPPRESSION } from './tasks/boxes/suppress.js';
import type { TrainingPorts } from './training-ports.js';

export const LABEL_OUTPUTS = ['probabilities', 'embedding'];
const BOX_OUTPUTS = ['scores', 'distances'];

/** Writes model.onnx once it is proven on real inputs to compute what TensorFlow.js does. @throws ParityError */
export async function exportCandidate(
  parts: FamilyParts,
  request: CandidateRequest,
  ports: TrainingPorts,
  context: StepContext,
): Promise<{ largestDifference: number }> {
  await startTensorflow();
  const read = (name: string) => ports.registry.readUncommittedFile(request.family, request.version, name);
  const stored = await read('vocabulary.json');
  const encoders = await encodersOf(parts, request, stored, ports);
  const [topology, weights] = [await read('model.json'), await read('weights.bin')];
  const model = await decodeModel({ 'model.json': topology, 'weights.bin': weights });
  try {
    const grids = parts.network.grids?.(readHyperparameters(parts, request));
    const outputs = (grids ? BOX_OUTPUTS : LABEL_OUTPUTS).slice(0, model.outputs.length);
    const bytes = exportOnnx(model, { name: request.family, outputs, inputs: await bindingsOf(encoders) });
    const exported = { model, encoders, bytes, outputs, stored };
    const largestDifference = await proveParity(parts, request, exported, ports, context);
    // suppression comes after the proof: it picks, and where two places say almost the same a rounding may pick the other
    const served = grids ? endWithObjects(bytes, placesOf(grids.canvas, grids.strides), SUPPRESSION) : bytes;
    await ports.registry.writeFile(request.family, request.version, 'model.onnx', served);
    return { largestDifference };
  } finally {
    model.dispose();
  }
}

/** The encoders in front of the heads, and what each was asked for in the last phase. */
async function encodersOf(
  { family, network }: FamilyParts,
  request: CandidateRequest,
  stored: Uint8Array,
  { cacheFolder }: TrainingPorts,
): Promise<ByInput<ServedEncoder>> {
  const hyperparameters = readHyperparameters({ family }, request);
  const vocabulary = family.vocabulary.parse(JSON.parse(new TextDecoder().decode(stored))) as LabelVocabulary;
  const { features } = network.phases(hyperparameters, vocabulary).at(-1)!;
  const encoders = await openEncoders(network.encoders(hyperparameters), cacheFolder);
  return Object.fromEntries(
    Object.entries(encoders).map(([input, opened]) => [input, { ...opened, encoding: encodingOf(features[input]) }]),
  );
}

/** What the model behind an encoder reads of it. */
export function encodingOf(source: FeatureSource | undefined): ServedEncoder['encoding'] {
  switch (source?.kind) {
    case 'activation':
    case 'tokens':
      return source;
    default:
      return { kind: 'embedding' };
  }
}

/** A text encoder's graph goes in front of the heads; an image encoder is part of the model, and takes bytes. */
export async function bindingsOf(encoders: ByInput<ServedEncoder>): Promise<Record<string, InputBinding>> {
  const bindings: Record<string, InputBinding> = {};
  for (const [input, { encoder, encoding }] of Object.entries(encoders)) {
    const graph = await encoder.graph(encoding);
    bindings[input] = graph ? { graph: graph.bytes, output: graph.output } : { type: 'uint8' };
  }
  return bindings;
}
