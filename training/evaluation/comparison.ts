import type { Comparison, Metric } from '../../platform/scorecard.js';
import { bootstrap } from './bootstrap.js';
import { answers, confusionByLabel, f1 } from './confusion.js';
import type { Decision } from './decision.js';
import { metricsOf } from './metrics.js';
import { everyExampleOnce, exampleCount } from './scored-examples.js';
import type { ScoredExamples } from './scored-examples.js';

/** One version's answers to the examples that both are compared on. */
export interface Contestant {
  readonly labels: readonly string[];
  /** Probabilities, float32 [examples, labels]. */
  readonly scores: Float32Array;
  readonly decision: Decision;
}

export interface ComparisonRequest {
  readonly metric: Metric;
  readonly candidate: Contestant;
  readonly champion: Contestant;
  /** 0/1 [examples, candidate.labels] */
  readonly truth: Uint8Array;
  readonly seed: number;
}

/**
 * Candidate minus champion on the same examples, over the labels that both know: a champion trained on other labels is
 * not judged by what it never learned. Each resample draws the same examples for both (paired bootstrap).
 * @returns NaN figures when the metric exists for none of the labels they share, or they share none
 */
export function compareOnSameExamples(request: ComparisonRequest): Comparison {
  const { metric, seed } = request;
  const labels = request.candidate.labels.filter((label) => request.champion.labels.includes(label));
  const truth = pickColumns(request.truth, request.candidate.labels, labels);
  const candidate = restrict(request.candidate, labels, truth);
  const champion = restrict(request.champion, labels, truth);

  const candidateFigures = metricsOf(candidate.examples, candidate.decision, [metric]);
  const championFigures = metricsOf(champion.examples, champion.decision, [metric]);
  const figures = bootstrap(exampleCount(candidate.examples), seed, (counts) => {
    const [ours, theirs] = [candidateFigures(counts)[metric] ?? NaN, championFigures(counts)[metric] ?? NaN];
    return { candidate: ours, champion: theirs, difference: ours - theirs };
  });
  return {
    metric,
    candidate: figures.candidate?.value ?? NaN,
    champion: figures.champion?.value ?? NaN,
    difference: figures.difference ?? { value: NaN, low: NaN, high: NaN },
    labels: compareLabels(labels, candidate, champion),
  };
}

/** What a contestant said, of some labels only. */
export interface Restricted {
  readonly examples: ScoredExamples;
  readonly decision: Decision;
}

/** @param truth of the labels that are wanted, in their order */
export function restrict(
  { labels, scores, decision }: Contestant,
  wanted: readonly string[],
  truth: Uint8Array,
): Restricted {
  return {
    examples: { scores: pickColumns(scores, labels, wanted), truth, labelCount: wanted.length },
    decision: restrictDecision(
      decision,
      wanted.map((label) => labels.indexOf(label)),
    ),
  };
}

/** @param sources the columns that are kept, in their new order */
function restrictDecision(decision: Decision, sources: readonly number[]): Decision {
  if (decision.kind === 'thresholds') {
    return { ...decision, thresholds: sources.map((source) => decision.thresholds[source]!) };
  }
  const heads = decision.heads.map(({ columns, ...head }) => ({
    ...head,
    columns: [...sources.keys()].filter((column) => columns.includes(sources[column]!)),
  }));
  return { ...decision, heads: heads.filter(({ columns }) => columns.length > 0) };
}

/** The columns of the wanted labels, in that order. */
export function pickColumns<Data extends Float32Array | Uint8Array>(
  data: Data,
  labels: readonly string[],
  wanted: readonly string[],
): Data {
  const sources = wanted.map((label) => labels.indexOf(label));
  const rows = data.length / labels.length;
  const picked = data.slice(0, rows * wanted.length) as Data;
  for (let row = 0; row < rows; row++) {
    sources.forEach((source, column) => (picked[row * wanted.length + column] = data[row * labels.length + source]!));
  }
  return picked;
}

function compareLabels(labels: readonly string[], candidate: Restricted, champion: Restricted): Comparison['labels'] {
  const ours = confusionOf(candidate);
  const theirs = confusionOf(champion);
  return labels.map((label, index) => ({
    label,
    candidateF1: f1(ours[index]!),
    championF1: f1(theirs[index]!),
    support: ours[index]!.truePositives + ours[index]!.falseNegatives,
  }));
}

function confusionOf({ examples, decision }: Restricted) {
  return confusionByLabel(answers(examples, decision), examples, everyExampleOnce(examples));
}
