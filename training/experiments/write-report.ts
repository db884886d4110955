import type { ArmReport, ExperimentReport } from '../../platform/experiments/report.js';
import { labelTaskOf } from '../evaluation/metrics.js';
import type { FamilyParts } from '../family-parts.js';
import { readHyperparameters } from '../hyperparameters.js';
import type { StepContext } from '../retraining-steps.js';
import { gatherAnswers } from './arm-answers.js';
import type { ArmAnswers } from './arm-answers.js';
import { chooseWinner } from './choose-winner.js';
import { compareArms, scoreArm } from './compare-arms.js';
import type { ReportRequest } from './experiment-steps.js';
import type { ExperimentPorts } from './learn-fold.js';
import { surestMistakes } from './mistakes.js';

/** Compares what the arms have answered. The same answers give the same report. */
export async function writeReport(
  parts: FamilyParts,
  { experiment, arms }: ReportRequest,
  ports: ExperimentPorts,
  { report: tell, signal }: StepContext,
): Promise<Pick<ExperimentReport, 'winner' | 'reason'>> {
  const { plan } = await ports.experiments.record(experiment);
  const { name: family, headline } = parts.family;
  const task = labelTaskOf(parts.family);
  const reports: ArmReport[] = [];
  let baseline: ArmAnswers | undefined;
  for (const arm of arms) {
    signal.throwIfAborted();
    tell({ detail: `comparing ${arm.name}`, secondsLeft: null });
    const { answers, outcomes } = await gatherAnswers(parts, experiment, plan, arm, ports);
    reports.push({
      ...{ name: arm.name, cost: arm.cost },
      hyperparameters: readHyperparameters(parts, { family, hyperparameters: arm.hyperparameters }),
      ...scoreArm(answers, task),
      againstBaseline: baseline ? compareArms(answers, baseline, headline) : null,
      mistakes: await surestMistakes(answers, ports.dataFolder),
      trainingSeconds: meanOf(outcomes.map(({ seconds }) => seconds)),
      epochs: meanOf(outcomes.map(({ epochs }) => epochs)),
    });
    baseline ??= answers;
  }
  const decision = chooseWinner(reports, headline);
  await ports.experiments.writeReport(experiment, { headline, arms: reports, ...decision });
  return decision;
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
