import type { ModelFamily } from '../../models/model-family.js';
import type { Metric } from '../../platform/scorecard.js';
import { accuracy, answers, balancedAccuracy, confusionByLabel, macroF1, microF1 } from './confusion.js';
import { meanOfKnown, rankByLabel, rankedAuc, rankedAveragePrecision } from './ranking.js';
import type { Decision } from './decision.js';
import type { ExampleCounts, ScoredExamples } from './scored-examples.js';

/** Tasks that are answered with labels; for boxes see detection/detection-metrics.ts. */
export type Task = Exclude<ModelFamily['task'], 'detection'>;
export type Figures = Partial<Record<Metric, number>>;

const METRICS_OF_TASK: Readonly<Record<Task, readonly Metric[]>> = {
  'multi-label': ['macroAuc', 'meanAveragePrecision', 'microF1', 'macroF1'],
  binary: ['balancedAccuracy', 'macroAuc', 'meanAveragePrecision', 'microF1', 'macroF1'],
  'multi-class': ['accuracy', 'macroF1', 'macroAuc'],
};

/**
 * Every metric of the task as one function of how often each example counts. Sorting and thresholding happen here,
 * once; what is returned is cheap enough for a thousand bootstrap resamples.
 */
export function metricsOf(
  examples: ScoredExamples,
  decision: Decision,
  metrics: readonly Metric[],
): (counts: ExampleCounts) => Figures {
  const rankings = rankByLabel(examples);
  const answered = answers(examples, decision);
  return (counts) => {
    const confusions = confusionByLabel(answered, examples, counts);
    const figure: Partial<Record<Metric, () => number>> = {
      macroAuc: () => meanOfKnown(rankings.map((ranking) => rankedAuc(ranking, counts))),
      meanAveragePrecision: () => meanOfKnown(rankings.map((ranking) => rankedAveragePrecision(ranking, counts))),
      microF1: () => microF1(confusions),
      macroF1: () => macroF1(confusions),
      accuracy: () =>
        meanOfKnown(headsOf(decision, examples).map((head) => accuracy(head.map((at) => confusions[at]!)))),
      balancedAccuracy: () => meanOfKnown(confusions.map(balancedAccuracy)),
    };
    return Object.fromEntries(metrics.map((metric) => [metric, figure[metric]?.() ?? NaN]));
  };
}

/** Columns of each head: every question counts as much as any other, however many examples each has. */
function headsOf(decision: Decision, { labelCount }: ScoredExamples): readonly (readonly number[])[] {
  return decision.kind === 'most-probable'
    ? decision.heads.map(({ columns }) => columns)
    : [Array.from({ length: labelCount }, (_, column) => column)];
}

/** @throws RangeError for a family that answers with boxes */
export function labelTaskOf({ name, task }: Pick<ModelFamily, 'name' | 'task'>): Task {
  if (task === 'detection') throw new RangeError(`${name} answers with boxes, not with labels`);
  return task;
}

export function metricsOfTask(task: Task): readonly Metric[] {
  return METRICS_OF_TASK[task];
}
