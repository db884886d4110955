import type { AgainstBaseline, ArmReport } from '../../platform/experiments/report.js';
import type { Metric } from '../../platform/scorecard.js';
import { bootstrap } from '../evaluation/bootstrap.js';
import { pickColumns, restrict } from '../evaluation/comparison.js';
import type { Restricted } from '../evaluation/comparison.js';
import { answers as answersOf, confusionMatrix } from '../evaluation/confusion.js';
import { mcnemar } from '../evaluation/mcnemar.js';
import { metricsOf, metricsOfTask } from '../evaluation/metrics.js';
import type { Figures, Task } from '../evaluation/metrics.js';
import { everyExampleOnce } from '../evaluation/scored-examples.js';
import type { ExampleCounts } from '../evaluation/scored-examples.js';
import { pickRows } from '../matrix.js';
import type { ArmAnswers } from './arm-answers.js';

const SEED = 1; // of the resamples: the same answers give the same intervals
const SIGNIFICANT = 0.05;

/** An arm's figures, each averaged over its seeds; the intervals resample examples, the same ones for every seed. */
export function scoreArm(
  arm: ArmAnswers,
  task: Task,
): Pick<ArmReport, 'metrics' | 'perSeed' | 'confusionMatrices' | 'examples'> {
  const metrics = metricsOfTask(task);
  const bySeed = arm.perSeed.map(({ seed, scores }) => {
    const examples = { scores, truth: arm.truth, labelCount: arm.labels.length };
    return { seed, examples, figures: metricsOf(examples, arm.decision, metrics) };
  });
  const heads = arm.decision.kind === 'most-probable' ? arm.decision.heads : [];
  const [first] = bySeed;
  return {
    examples: arm.examples.length,
    metrics: bootstrap(arm.examples.length, SEED, (counts) => meanOver(bySeed, metrics, counts)),
    perSeed: bySeed.map(({ seed, examples, figures }) => ({
      seed,
      metrics: known(figures(everyExampleOnce(examples))),
    })),
    confusionMatrices: heads.map((head) => ({
      ...(head.name === undefined ? {} : { head: head.name }),
      labels: head.columns.map((column) => arm.labels[column]!),
      counts: confusionMatrix(answersOf(first!.examples, arm.decision), first!.examples, head),
    })),
  };
}

/**
 * An arm against the baseline, over the examples and the labels that both were asked about.
 * @param metric the family's headline
 */
export function compareArms(arm: ArmAnswers, baseline: ArmAnswers, metric: Metric): AgainstBaseline {
  const [ours, theirs] = onSameQuestions(arm, baseline);
  const figuresOf = (seeds: readonly SeedAnswers[]) =>
    seeds.map(({ examples, decision }) => ({ figures: metricsOf(examples, decision, [metric]) }));
  const [ourFigures, theirFigures] = [figuresOf(ours), figuresOf(theirs)];
  const { difference } = bootstrap(examplesOf(ours[0]!), SEED, (counts) => ({
    difference: meanOver(ourFigures, [metric], counts)[metric]! - meanOver(theirFigures, [metric], counts)[metric]!,
  }));
  const tests = ours.map((answers, index) => ({ seed: answers.seed, ...testOf(answers, theirs[index]!) }));
  return { difference: difference ?? { value: NaN, low: NaN, high: NaN }, tests, verdict: verdictOf(tests) };
}

interface SeedAnswers extends Restricted {
  readonly seed: number;
}

function onSameQuestions(arm: ArmAnswers, baseline: ArmAnswers): [SeedAnswers[], SeedAnswers[]] {
  const labels = arm.labels.filter((label) => baseline.labels.includes(label));
  const known = new Set(baseline.examples.map(({ id }) => id));
  const ids = arm.examples.flatMap(({ id }) => (known.has(id) ? [id] : []));
  return [restrictTo(arm, labels, ids), restrictTo(baseline, labels, ids)];
}

function restrictTo(arm: ArmAnswers, labels: readonly string[], ids: readonly string[]): SeedAnswers[] {
  const rowOf = new Map(arm.examples.map(({ id }, row) => [id, row]));
  const rows = ids.map((id) => rowOf.get(id)!);
  const truth = pickColumns(pickRows(arm.truth, rows, arm.labels.length), arm.labels, labels);
  return arm.perSeed.map(({ seed, scores }) => {
    const contestant = {
      labels: arm.labels,
      scores: pickRows(scores, rows, arm.labels.length),
      decision: arm.decision,
    };
    return { seed, ...restrict(contestant, labels, truth) };
  });
}

/** A question is an example and one of its heads; without heads it is the whole example. */
function testOf(ours: Restricted, theirs: Restricted): { onlyArm: number; onlyBaseline: number; p: number } {
  const [right, rightToo] = [rightAnswers(ours), rightAnswers(theirs)];
  let [onlyArm, onlyBaseline] = [0, 0];
  right.forEach((isRight, question) => {
    if (isRight && !rightToo[question]) onlyArm += 1;
    if (!isRight && rightToo[question]) onlyBaseline += 1;
  });
  return { onlyArm, onlyBaseline, p: mcnemar(onlyArm, onlyBaseline) };
}

function rightAnswers({ examples, decision }: Restricted): boolean[] {
  const { truth, labelCount } = examples;
  const answered = answersOf(examples, decision);
  const groups =
    decision.kind === 'most-probable'
      ? decision.heads.map(({ columns }) => columns)
      : [Array.from({ length: labelCount }, (_, column) => column)];
  return Array.from({ length: examplesOf({ examples }) }, (_, row) =>
    groups.map((columns) =>
      columns.every((column) => answered[row * labelCount + column] === truth[row * labelCount + column]),
    ),
  ).flat();
}

function verdictOf(tests: AgainstBaseline['tests']): AgainstBaseline['verdict'] {
  if (tests.every(({ p, onlyArm, onlyBaseline }) => p < SIGNIFICANT && onlyArm > onlyBaseline)) return 'better';
  if (tests.every(({ p, onlyArm, onlyBaseline }) => p < SIGNIFICANT && onlyArm < onlyBaseline)) return 'worse';
  return 'no difference shown';
}

function meanOver(
  seeds: readonly { readonly figures: (counts: ExampleCounts) => Figures }[],
  metrics: readonly Metric[],
  counts: ExampleCounts,
): Figures {
  const each = seeds.map(({ figures }) => figures(counts));
  return Object.fromEntries(
    metrics.map((metric) => [metric, each.reduce((sum, figures) => sum + (figures[metric] ?? NaN), 0) / each.length]),
  );
}

/** JSON has no NaN: a metric that does not exist for these examples is left out. */
function known(figures: Figures): Figures {
  return Object.fromEntries(Object.entries(figures).filter(([, value]) => !Number.isNaN(value)));
}

function examplesOf({ examples }: Pick<Restricted, 'examples'>): number {
  return examples.truth.length / examples.labelCount;
}
