import type { Codec, Outputs } from '../models/model-family.js';
import type { Comparison } from '../platform/scorecard.js';
import { CandidateAnswers } from './candidate-answers.js';
import { compareOnSameExamples } from './evaluation/comparison.js';
import { decisionOf } from './evaluation/decision.js';
import type { FamilyParts } from './family-parts.js';
import { pickRows } from './matrix.js';
import { loadDataset, rowsOf, truthOf } from './prepared-dataset.js';
import type { PreparedDataset } from './prepared-dataset.js';
import type { CandidateRequest, StepContext } from './retraining-steps.js';
import { ServedGraph } from './served-graph.js';
import { openVocabulary } from './stored-vocabulary.js';
import { compareBoxes } from './tasks/boxes/compare-boxes.js';
import { fromRows } from './tasks/boxes/found-objects.js';
import { sceneOf, trueObjects } from './tasks/boxes/judge-boxes.js';
import type { TrainingPorts } from './training-ports.js';
import { validationInputs } from './validation-inputs.js';

/** The served champion answers the candidate's validation examples anew, whatever it was once measured on. */
export async function compareWithChampion(
  parts: FamilyParts,
  request: CandidateRequest,
  champion: string,
  ports: TrainingPorts,
  context: StepContext,
): Promise<Comparison> {
  const { store, registry } = ports;
  const dataset = await loadDataset(store, request.dataset);
  const ours = await registry.readUncommittedFile(request.family, request.version, 'vocabulary.json');
  const candidate = openVocabulary(parts, ours);
  const theirs = openVocabulary(parts, await registry.readFile(request.family, champion, 'vocabulary.json'));
  const graph = await registry.readFile(request.family, champion, 'model.onnx');
  const outputs = await answersTo(graph, dataset, theirs.codec, ports, context);
  const rows = rowsOf(dataset, 'validation');
  const { seed } = request;
  const metric = parts.family.headline;

  if (parts.family.task === 'detection') {
    const found = await new CandidateAnswers(store).read(request, 'objects');
    const width = found.length / rows.length;
    return compareBoxes({
      ...{ metric, seed },
      candidate: {
        labels: candidate.labels,
        found: rows.map((_, index) => fromRows(found.subarray(index * width, (index + 1) * width))),
      },
      champion: { labels: theirs.labels, found: outputs.map(({ objects }) => fromRows(objects!)) },
      truth: rows.map((row) => trueObjects(sceneOf(dataset, row), dataset.labels)),
    });
  }
  const { labels } = dataset;
  const probabilities = await new CandidateAnswers(store).read(request, 'probabilities');
  return compareOnSameExamples({
    ...{ metric, seed },
    candidate: { labels, scores: pickRows(probabilities, rows, labels.length), decision: decisionOf(candidate) },
    champion: {
      labels: theirs.labels.map(({ label }) => label),
      scores: Float32Array.from(outputs.flatMap((of) => [...of.probabilities!])),
      decision: decisionOf(theirs),
    },
    truth: pickRows(truthOf(dataset), rows, labels.length),
  });
}

/** What the graph says of each validation example. */
async function answersTo(
  model: Uint8Array,
  dataset: PreparedDataset,
  codec: Codec,
  { dataFolder }: TrainingPorts,
  { report, signal }: StepContext,
): Promise<Outputs[]> {
  const examples = rowsOf(dataset, 'validation').length;
  const graph = await ServedGraph.open(model);
  try {
    const answers: Outputs[] = [];
    for await (const { feeds } of validationInputs(dataset, codec, dataFolder)) {
      signal.throwIfAborted();
      answers.push(await graph.answer(feeds));
      report({ detail: `the champion answered ${answers.length} of ${examples} examples`, secondsLeft: null });
    }
    return answers;
  } finally {
    await graph.close();
  }
}
