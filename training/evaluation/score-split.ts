import type { SplitScore } from '../../platform/scorecard.js';
import { frequencyBaseline } from './baseline.js';
import { bootstrap } from './bootstrap.js';
import { expectedCalibrationError } from './calibration.js';
import { answers, confusionByLabel, confusionMatrix, f1, precision, recall } from './confusion.js';
import type { Decision, Head } from './decision.js';
import { metricsOf, metricsOfTask } from './metrics.js';
import type { Task } from './metrics.js';
import { aucByLabel } from './ranking.js';
import { everyExampleOnce, exampleCount } from './scored-examples.js';
import type { ScoredExamples } from './scored-examples.js';

export interface ScoredSplit {
  /** Names of the labels, in the order of the arrays' columns. */
  readonly labels: readonly string[];
  /** Probabilities, float32 [examples, labels]. */
  readonly scores: Float32Array;
  /** 0/1 [examples, labels] */
  readonly truth: Uint8Array;
  /** Thresholds are chosen on validation. */
  readonly decision: Decision;
  /** Share of the training examples that have the label, [labels]. */
  readonly trainFrequencies: readonly number[];
  /** What sort of example each is, [examples], where the dataset says. */
  readonly kinds?: readonly (string | undefined)[];
  readonly task: Task;
  readonly seed: number;
}

/** Everything the scorecard says about one split. */
export function scoreSplit(split: ScoredSplit): SplitScore {
  const examples: ScoredExamples = { scores: split.scores, truth: split.truth, labelCount: split.labels.length };
  const metrics = metricsOfTask(split.task);
  const baseline = frequencyBaseline(examples, split.trainFrequencies, split.decision);
  const heads = split.decision.kind === 'most-probable' ? split.decision.heads : [];
  const once = everyExampleOnce(examples);
  return {
    examples: exampleCount(examples),
    metrics: bootstrap(exampleCount(examples), split.seed, metricsOf(examples, split.decision, metrics)),
    baseline: withoutUnknown(metricsOf(baseline.examples, baseline.decision, metrics)(once)),
    perLabel: scoreLabels(split, examples),
    perKind: split.kinds ? scoreKinds(split.kinds, examples, split.decision) : [],
    perHead: heads.length > 1 ? heads.map((head) => scoreHead(split, examples, head)) : [],
    confusionMatrices: heads.map((head) => ({
      ...(head.name === undefined ? {} : { head: head.name }),
      labels: head.columns.map((column) => split.labels[column]!),
      counts: confusionMatrix(answers(examples, split.decision), examples, head),
    })),
    calibrationError: split.task === 'binary' ? expectedCalibrationError(split.scores, split.truth) : null,
  };
}

function scoreLabels({ labels, decision }: ScoredSplit, examples: ScoredExamples): SplitScore['perLabel'] {
  const confusions = confusionByLabel(answers(examples, decision), examples, everyExampleOnce(examples));
  const aucs = aucByLabel(examples);
  return confusions.map((confusion, label) => ({
    label: labels[label]!,
    ...headOf(decision, label),
    threshold: decision.kind === 'thresholds' ? decision.thresholds[label]! : null,
    precision: precision(confusion),
    recall: recall(confusion),
    f1: f1(confusion),
    auc: Number.isNaN(aucs[label]) ? null : aucs[label]!,
    support: confusion.truePositives + confusion.falseNegatives,
  }));
}

function headOf(decision: Decision, label: number): { head?: string } {
  if (decision.kind === 'thresholds') return {};
  const name = decision.heads.find(({ columns }) => columns.includes(label))?.name;
  return name === undefined ? {} : { head: name };
}

/** One head as if the others were not there, on the examples whose answer to it is known. */
function scoreHead({ task, seed, trainFrequencies }: ScoredSplit, examples: ScoredExamples, { name, columns }: Head) {
  const { labelCount } = examples;
  const rows = [...Array(exampleCount(examples)).keys()].filter((row) =>
    columns.some((column) => examples.truth[row * labelCount + column]),
  );
  const pick = (data: ArrayLike<number>) =>
    rows.flatMap((row) => columns.map((column) => data[row * labelCount + column]!));
  const only: ScoredExamples = {
    scores: Float32Array.from(pick(examples.scores)),
    truth: Uint8Array.from(pick(examples.truth)),
    labelCount: columns.length,
  };
  const decision: Decision = { kind: 'most-probable', heads: [{ columns: columns.map((_, index) => index) }] };
  const metrics = metricsOfTask(task);
  const guess = frequencyBaseline(
    only,
    columns.map((column) => trainFrequencies[column]!),
    decision,
  );
  return {
    head: name!,
    examples: rows.length,
    metrics: bootstrap(rows.length, seed, metricsOf(only, decision, metrics)),
    baseline: withoutUnknown(metricsOf(guess.examples, guess.decision, metrics)(everyExampleOnce(only))),
  };
}

/** An example is answered rightly when all of its labels are. */
function scoreKinds(
  kinds: readonly (string | undefined)[],
  examples: ScoredExamples,
  decision: Decision,
): SplitScore['perKind'] {
  const { truth, labelCount } = examples;
  const answered = answers(examples, decision);
  const tally = new Map<string, { examples: number; right: number }>();
  for (const [row, kind] of kinds.entries()) {
    if (kind === undefined) continue;
    const start = row * labelCount;
    const isRight = answered
      .subarray(start, start + labelCount)
      .every((answer, label) => answer === truth[start + label]);
    const { examples: seen, right } = tally.get(kind) ?? { examples: 0, right: 0 };
    tally.set(kind, { examples: seen + 1, right: right + (isRight ? 1 : 0) });
  }
  return [...tally]
    .sort(([a], [b]) => a.localeCompare(b, 'en'))
    .map(([kind, { examples: seen, right }]) => ({ kind, examples: seen, accuracy: right / seen }));
}

/** JSON has no NaN: a metric that cannot be computed is left out. */
function withoutUnknown(figures: SplitScore['baseline']): SplitScore['baseline'] {
  return Object.fromEntries(Object.entries(figures).filter(([, value]) => !Number.isNaN(value)));
}
