import { textsOf, writeGolden } from '../platform/golden.js';
import type { GoldenExample } from '../platform/golden.js';
import { jsonBytes } from '../platform/json-bytes.js';
import type { FamilyParts } from './family-parts.js';
import { loadDataset } from './prepared-dataset.js';
import type { CandidateRequest } from './retraining-steps.js';
import { ServedGraph } from './served-graph.js';
import { openVocabulary } from './stored-vocabulary.js';
import type { TrainingPorts } from './training-ports.js';
import { validationInputs } from './validation-inputs.js';

const GOLDEN_INPUTS = 4; // enough to notice a wrong graph; a serving process answers them all before it takes over

/** Writes golden.json: encoded inputs and what the exported graph answers to them. */
export async function recordGoldenInputs(
  parts: FamilyParts,
  { family, version, dataset: reference }: CandidateRequest,
  { store, registry, dataFolder }: TrainingPorts,
): Promise<void> {
  const vocabulary = await registry.readUncommittedFile(family, version, 'vocabulary.json');
  const { codec } = openVocabulary(parts, vocabulary);
  const dataset = await loadDataset(store, reference);
  const graph = await ServedGraph.open(await registry.readUncommittedFile(family, version, 'model.onnx'));
  try {
    const examples: GoldenExample[] = [];
    for await (const { fields, feeds } of validationInputs(dataset, codec, dataFolder, GOLDEN_INPUTS)) {
      examples.push({ feeds, outputs: await graph.answer(feeds), texts: textsOf(fields) });
    }
    const bytes = jsonBytes(writeGolden(examples, vocabulary));
    await registry.writeFile(family, version, 'golden.json', bytes);
  } finally {
    await graph.close();
  }
}
