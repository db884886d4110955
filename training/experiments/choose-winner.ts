import type { ArmReport } from '../../platform/experiments/report.js';
import type { Metric } from '../../platform/scorecard.js';

type Arm = Pick<ArmReport, 'name' | 'metrics' | 'againstBaseline'>;

/**
 * The arm that is furthest above the baseline in the headline metric on what both were asked: an arm that was asked less,
 * or easier questions, has nothing from it. Ties go to the baseline, then to the one that comes first.
 * @param arms the baseline first
 */
export function chooseWinner(arms: readonly Arm[], headline: Metric): { winner: string; reason: string } {
  const baseline = arms[0]!;
  const best = arms.reduce((leading, other) => (leadOf(other) > leadOf(leading) ? other : leading));
  const figure = (arm: Arm) => (arm.metrics[headline]?.value ?? NaN).toFixed(3);
  if (best === baseline) {
    return { winner: best.name, reason: `No arm has a higher ${headline} than the baseline's ${figure(best)}.` };
  }
  const { verdict } = best.againstBaseline!;
  const doubt = verdict === 'better' ? '' : "; McNemar's test does not show that this is more than chance";
  const lead = `${leadOf(best).toFixed(3)} above the baseline on what both were asked`;
  return { winner: best.name, reason: `Its ${headline} is ${figure(best)}, ${lead}${doubt}.` };
}

function leadOf({ againstBaseline }: Arm): number {
  const lead = againstBaseline?.difference.value ?? 0; // the baseline's own
  return Number.isNaN(lead) ? -Infinity : lead; // asked about other things altogether
}
