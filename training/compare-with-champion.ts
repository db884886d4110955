import type { Comparison } from '../platform/scorecard.js';
import { CandidateAnswers } from './candidate-answers.js';
import { compareOnSameExamples } from './evaluation/comparison.js';
import { decisionOf } from './evaluation/decision.js';
import type { Contestant } from './evaluation/comparison.js';
import type { FamilyParts } from './family-parts.js';
import { pickRows } from './matrix.js';
import { loadDataset, rowsOf, truthOf } from './prepared-dataset.js';
import type { PreparedDataset } from './prepared-dataset.js';
import type { CandidateRequest, StepContext } from './retraining-steps.js';
import { ServedGraph } from './served-graph.js';
import { openVocabulary } from './stored-vocabulary.js';
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
  const dataset = await loadDataset(ports.store, request.dataset);
  return compareOnSameExamples({
    metric: parts.family.headline,
    candidate: await candidateAnswers(parts, request, dataset, ports),
    champion: await championAnswers(parts, champion, dataset, ports, context),
    truth: pickRows(truthOf(dataset), rowsOf(dataset, 'validation'), dataset.labels.length),
    seed: request.seed,
  });
}

async function candidateAnswers(
  parts: FamilyParts,
  request: CandidateRequest,
  dataset: PreparedDataset,
  { store, registry }: TrainingPorts,
): Promise<Contestant> {
  const stored = await registry.readUncommittedFile(request.family, request.version, 'vocabulary.json');
  const probabilities = await new CandidateAnswers(store).read(request, 'probabilities');
  return {
    labels: dataset.labels,
    scores: pickRows(probabilities, rowsOf(dataset, 'validation'), dataset.labels.length),
    decision: decisionOf(openVocabulary(parts, stored)),
  };
}

async function championAnswers(
  parts: FamilyParts,
  champion: string,
  dataset: PreparedDataset,
  { registry, dataFolder }: TrainingPorts,
  { report, signal }: StepContext,
): Promise<Contestant> {
  const { name } = parts.family;
  const { codec, labels } = openVocabulary(parts, await registry.readFile(name, champion, 'vocabulary.json'));
  const examples = rowsOf(dataset, 'validation').length;
  const scores = new Float32Array(examples * labels.length);
  const graph = await ServedGraph.open(await registry.readFile(name, champion, 'model.onnx'));
  try {
    let done = 0;
    for await (const { feeds } of validationInputs(dataset, codec, dataFolder)) {
      signal.throwIfAborted();
      const { probabilities } = await graph.answer(feeds);
      scores.set(probabilities!, done * labels.length);
      done += 1;
      report({ detail: `the champion answered ${done} of ${examples} examples`, secondsLeft: null });
    }
  } finally {
    await graph.close();
  }
  return {
    labels: labels.map(({ label }) => label),
    scores,
    decision: decisionOf({ labels }),
  };
}
