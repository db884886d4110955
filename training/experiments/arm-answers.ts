import type { ExperimentStore } from '../../platform/experiments/experiment-store.js';
import type { FoldOutcome } from '../../platform/experiments/experiment.js';
import type { ExperimentPlan } from '../../platform/experiments/definition.js';
import { decisionInTraining } from '../lesson.js';
import type { Decision } from '../evaluation/decision.js';
import type { FamilyParts } from '../family-parts.js';
import { foldsOf } from '../folds.js';
import { labelHeads } from '../label-heads.js';
import { pickRows } from '../matrix.js';
import { UNLABELLED, loadDataset, truthOf } from '../prepared-dataset.js';
import type { PreparedDataset, PreparedExample } from '../prepared-dataset.js';
import type { LearnedArm } from './experiment-steps.js';
import type { ExperimentPorts } from './learn-fold.js';

/** What an arm said of every labelled example when it had not learned from it. */
export interface ArmAnswers {
  readonly name: string;
  readonly examples: readonly PreparedExample[];
  readonly labels: readonly string[];
  /** 0/1 [examples, labels] */
  readonly truth: Uint8Array;
  readonly decision: Decision;
  readonly perSeed: readonly { readonly seed: number; /** [examples, labels] */ readonly scores: Float32Array }[];
}

/** @returns the answers, and what each fold of each seed came to */
export async function gatherAnswers(
  parts: FamilyParts,
  experiment: string,
  { folds, seeds }: Pick<ExperimentPlan, 'folds' | 'seeds'>,
  arm: LearnedArm,
  { store, experiments }: ExperimentPorts,
): Promise<{ answers: ArmAnswers; outcomes: FoldOutcome[] }> {
  const dataset = await loadDataset(store, arm.dataset);
  const rows = [...dataset.examples.keys()].filter((row) => dataset.examples[row]!.split !== UNLABELLED);
  const labelCount = dataset.labels.length;
  const outcomes: FoldOutcome[] = [];
  const perSeed: { seed: number; scores: Float32Array }[] = [];
  for (const seed of seeds) {
    const whole = new Float32Array(dataset.examples.length * labelCount);
    for (const [index, { test }] of foldsOf(dataset, folds).entries()) {
      const place = { experiment, arm: arm.name, seed, fold: index + 1 };
      outcomes.push(await finished(experiments, place));
      const answers = await experiments.foldAnswers(place);
      test.forEach((row, at) => whole.set(answers.subarray(at * labelCount, (at + 1) * labelCount), row * labelCount));
    }
    perSeed.push({ seed, scores: pickRows(whole, rows, labelCount) });
  }
  return { outcomes, answers: { ...describe(parts, dataset, rows), name: arm.name, perSeed } };
}

function describe({ family }: FamilyParts, dataset: PreparedDataset, rows: readonly number[]) {
  const { labels } = dataset;
  const heads = labelHeads(family, labels);
  return {
    labels,
    examples: rows.map((row) => dataset.examples[row]!),
    truth: pickRows(truthOf(dataset), rows, labels.length),
    decision: decisionInTraining({ parts: { family }, heads, dataset }),
  };
}

async function finished(experiments: ExperimentStore, place: Parameters<ExperimentStore['foldOutcome']>[0]) {
  const outcome = await experiments.foldOutcome(place);
  if (outcome === undefined) throw new Error(`${place.arm}, seed ${place.seed}, fold ${place.fold} was not learned`);
  return outcome;
}
