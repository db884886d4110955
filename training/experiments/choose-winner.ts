import type { ArmReport } from '../../platform/experiments/report.js';
import type { Metric } from '../../platform/scorecard.js';

/**
 * The arm of the best mean headline; ties go to the baseline, then to the one that comes first.
 * @param arms the baseline first
 */
export function chooseWinner(
  arms: readonly Pick<ArmReport, 'name' | 'metrics' | 'againstBaseline'>[],
  headline: Metric,
): { winner: string; reason: string } {
  const figureOf = ({ metrics }: Pick<ArmReport, 'metrics'>) => metrics[headline]?.value ?? -Infinity;
  const baseline = arms[0]!;
  const best = arms.reduce((leading, other) => (figureOf(other) > figureOf(leading) ? other : leading));
  const figure = (arm: Pick<ArmReport, 'metrics'>) => figureOf(arm).toFixed(3);
  if (best === baseline) {
    return { winner: best.name, reason: `No arm has a higher ${headline} than the baseline's ${figure(best)}.` };
  }
  const { verdict } = best.againstBaseline!;
  const doubt = verdict === 'better' ? '' : "; McNemar's test does not show that this is more than chance";
  const reason = `${headline} ${figure(best)} against the baseline's ${figure(baseline)}${doubt}.`;
  return { winner: best.name, reason };
}
