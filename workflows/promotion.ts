import type { Comparison } from '../platform/scorecard.js';
import type { Candidate } from '../training/retraining-steps.js';
import type { PromotionDecision } from './retraining.js';

// Why these figures: docs/decisions/0005-the-gate.md
const TOLERANCE = 0.01; // the most the headline metric may drop, however wide the interval: losses must not add up unseen
const COLLAPSE_SHARE = 0.5; // a label whose F1 is at most this share of the champion's is as good as lost
const COLLAPSE_SUPPORT = 20; // below this many examples an F1 says too little to stop a release
const STANDARD_ERRORS = 2; // a drop within two standard errors may be luck

/**
 * Whether the candidate becomes champion. Pure, so it is replayed with the workflow and can be read as the rule itself.
 * Only validation figures count; the test split is reported and decides nothing.
 * @param comparison with the champion on the same validation examples; `first` when there is no champion yet, `damaged`
 * when there is one that cannot be read any more, and so cannot answer anybody who starts to serve it either
 */
export function decidePromotion(
  candidate: Pick<Candidate, 'metric' | 'validation' | 'baseline'>,
  comparison: Comparison | 'first' | 'damaged',
): PromotionDecision {
  if (comparison === 'first') return decideAlone(candidate, 'First version', 'Refused as first version');
  if (comparison === 'damaged')
    return decideAlone(candidate, 'The champion is damaged', 'Refused, though the champion is damaged');
  return decideAgainstChampion(comparison);
}

/** Without a champion: the whole interval must lie above what guessing by label frequency reaches. */
function decideAlone(
  { metric, validation, baseline }: Pick<Candidate, 'metric' | 'validation' | 'baseline'>,
  promoted: string,
  refused: string,
): PromotionDecision {
  const promote = validation.low > baseline;
  const figures = `${metric} ${figure(validation.value)} (95 % interval ${figure(validation.low)} to ${figure(validation.high)})`;
  const reason = promote
    ? `${promoted}: ${figures} beats the trivial baseline's ${figure(baseline)}.`
    : `${refused}: ${figures} does not clearly beat the trivial baseline's ${figure(baseline)}.`;
  return { promote, reason };
}

function decideAgainstChampion(comparison: Comparison): PromotionDecision {
  const { metric, difference } = comparison;
  const figures =
    `${metric} ${figure(comparison.candidate)} against the champion's ${figure(comparison.champion)}, ` +
    `difference ${signed(difference.value)} (95 % interval ${signed(difference.low)} to ${signed(difference.high)})`;

  // Asked as "is it good", so that a figure that could not be measured (NaN, or null after a payload) refuses.
  if (!isMeasured(difference.value) || !isMeasured(difference.high))
    return refuse(`${metric} could not be compared with the champion's.`);
  if (difference.high < 0) return refuse(`${figures}: worse beyond chance.`);
  if (difference.value < -TOLERANCE) return refuse(`${figures}: more than ${TOLERANCE} worse.`);

  const collapsed = comparison.labels.filter(hasCollapsed);
  if (collapsed.length > 0) return refuse(`${figures}, but F1 collapses: ${collapsed.map(describe).join('; ')}.`);
  return { promote: true, reason: `Not worse: ${figures}; no label's F1 collapses.` };
}

type LabelComparison = Comparison['labels'][number];

function hasCollapsed({ candidateF1, championF1, support }: LabelComparison): boolean {
  if (support < COLLAPSE_SUPPORT || championF1 <= 0) return false;
  const noise = STANDARD_ERRORS * Math.hypot(standardError(candidateF1, support), standardError(championF1, support));
  return candidateF1 <= COLLAPSE_SHARE * championF1 && championF1 - candidateF1 > noise;
}

/** F1 read as a share of `support` examples: a little too wide for F1, and unpaired, so it errs towards "may be luck". */
function standardError(f1: number, support: number): number {
  return Math.sqrt((f1 * (1 - f1)) / support);
}

function describe({ label, candidateF1, championF1, support }: LabelComparison): string {
  return `${label} from ${figure(championF1)} to ${figure(candidateF1)} on ${support} examples`;
}

const refuse = (reason: string): PromotionDecision => ({ promote: false, reason: `Refused: ${reason}` });
const isMeasured = (value: number | null): boolean => Number.isFinite(value);
const figure = (value: number | null): string => (value === null || Number.isNaN(value) ? 'unknown' : value.toFixed(3));
const signed = (value: number): string => `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(3)}`;
