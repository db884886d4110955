import type * as tf from '@tensorflow/tfjs';
import type { LabelVocabulary } from '../models/labels.js';
import type { ModelFamily } from '../models/model-family.js';
import { readMovies } from '../models/movies.js';
import type { Scorecard } from '../platform/scorecard.js';
import type { AnswerName } from './candidate-answers.js';
import { centre, meanRow } from './centring.js';
import type { Decision } from './evaluation/decision.js';
import { labelTaskOf } from './evaluation/metrics.js';
import { scoreNeighbours } from './evaluation/neighbours.js';
import { writeScorecard } from './evaluation/scorecard.js';
import { chooseThresholds } from './evaluation/thresholds.js';
import { headOf } from './label-heads.js';
import type { Lesson } from './lesson.js';
import { pickRows } from './matrix.js';
import type { StepContext } from './retraining-steps.js';
import { predictRows } from './predict.js';
import type { TrainingSetting } from './training-setting.js';

export const LEFT_OUT_NAMED = 20; // the dataset has them all

export interface JudgedCandidate {
  /**
   * What later steps of the run want to know. Of every example: `probabilities` [examples, labels], and `embeddings`
   * [examples, dimensions] when the family recommends. Of a detector's validation examples: `objects` [examples, 100, 6].
   */
  readonly answers: Partial<Record<AnswerName, Float32Array>>;
  /** What was subtracted from the embeddings, [dimensions]: the mean over the training examples. */
  readonly embeddingMean: Float32Array | undefined;
  /** As the vocabulary says them. */
  readonly labels: LabelVocabulary['labels'];
  readonly scorecard: Scorecard;
}

/** Lets the served head answer every example, centres the embeddings, chooses thresholds on validation and scores both splits. */
export async function judgeCandidate(
  setting: TrainingSetting,
  { features, phases }: Lesson,
  head: tf.LayersModel,
  { folds, unseen }: { folds: number; unseen: Float32Array | undefined },
  context: StepContext,
): Promise<JudgedCandidate> {
  const { parts, request, dataset, truth, rows, heads, dataFolder } = setting;
  const { name, headline } = parts.family;
  const task = labelTaskOf(parts.family);
  const { labels, labelsLeftOut, examplesLeftOut, examples } = dataset;
  context.report({ detail: 'scoring', secondsLeft: null });
  const everyRow = [...examples.keys()];
  const tables = await features.forServing(phases.at(-1)!);
  const [probabilities, embeddings] = (await predictRows(head, tables, everyRow, context.signal)) as [
    Float32Array,
    Float32Array?,
  ];
  const embeddingMean = embeddings && meanRow(embeddings, rows.train, embeddings.length / examples.length);
  if (embeddings && embeddingMean) centre(embeddings, embeddingMean);
  const answersOf = (of: readonly number[], answers = probabilities) => ({
    scores: pickRows(answers, of, labels.length),
    truth: pickRows(truth, of, labels.length),
    ...(examples.some(({ kind }) => kind !== undefined) ? { kinds: of.map((row) => examples[row]!.kind) } : {}),
  });
  const validation = answersOf(rows.validation);
  const decision: Decision =
    task === 'multi-class'
      ? { kind: 'most-probable', heads }
      : { kind: 'thresholds', thresholds: chooseThresholds({ ...validation, labelCount: labels.length }, task) };
  const scorecard = writeScorecard({
    ...{ family: name, version: request.version, seed: request.seed },
    ...{ headline, task, labels, labelsLeftOut, decision, validation, test: answersOf(rows.test) },
    examplesLeftOut: { count: examplesLeftOut.length, first: examplesLeftOut.slice(0, LEFT_OUT_NAMED) },
    trainFrequencies: frequencies(pickRows(truth, rows.train, labels.length), labels.length),
    crossValidation: unseen ? { folds, ...answersOf([...rows.train, ...rows.validation, ...rows.test], unseen) } : null,
    similarity: embeddings ? await scoreSimilarity(setting, embeddings, dataFolder) : null,
  });
  return {
    ...{ answers: { probabilities, ...(embeddings ? { embeddings } : {}) }, embeddingMean, scorecard },
    labels: labels.map((label, index) => describeLabel(parts.family, label, decision, index)),
  };
}

function describeLabel(
  family: ModelFamily,
  label: string,
  decision: Decision,
  index: number,
): LabelVocabulary['labels'][number] {
  if (decision.kind === 'thresholds') return { label, threshold: decision.thresholds[index]! };
  const head = headOf(family, label);
  return head === undefined ? { label } : { label, head };
}

/** Share of the rows that have each label. */
function frequencies(truth: Uint8Array, labelCount: number): number[] {
  const sums = new Array<number>(labelCount).fill(0);
  truth.forEach((value, index) => (sums[index % labelCount]! += value));
  return sums.map((sum) => sum / (truth.length / labelCount));
}

/** The catalogue's test movies against all its other movies whose genres are known. */
async function scoreSimilarity(
  { dataset, request }: TrainingSetting,
  embeddings: Float32Array,
  dataFolder: string,
): Promise<Scorecard['similarity']> {
  const catalogue = new Map((await readMovies(dataFolder)).map(({ id, genres }) => [id, genres]));
  const rows = [...dataset.examples.keys()].filter((row) => catalogue.get(dataset.examples[row]!.id)?.length);
  const queries = rows.flatMap((row, item) => (dataset.examples[row]!.split === 'test' ? [item] : []));
  const items = {
    embeddings: pickRows(embeddings, rows, embeddings.length / dataset.examples.length),
    labels: rows.map((row) => catalogue.get(dataset.examples[row]!.id)!),
  };
  return scoreNeighbours(items, queries, request.seed);
}
