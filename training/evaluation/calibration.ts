const STEPS = 100; // Newton needs about ten
const SETTLED = 1e-10;
const NEVER_CERTAIN = 1e-7; // probabilities of 0 and 1 have no logit
const BINS = 15;

/** probability = sigmoid(slope * logit + intercept) */
export interface PlattScaling {
  readonly slope: number;
  readonly intercept: number;
}

/**
 * Fits the two numbers that turn a classifier's logits into probabilities that can be taken at their word: a logistic
 * regression with one feature, by Newton's method. The targets stand a little inside 0 and 1 (Platt's correction), so
 * that separable data do not send the slope to infinity.
 * @param logits [examples] of validation, never of the examples the classifier was trained on
 * @param truth 0/1 [examples]
 * @see Platt 1999; Lin, Lin & Weng 2007
 */
export function fitPlattScaling(logits: ArrayLike<number>, truth: Uint8Array): PlattScaling {
  const positives = truth.reduce((sum, value) => sum + value, 0);
  const target = [1 / (truth.length - positives + 2), (positives + 1) / (positives + 2)] as const;
  let slope = 1;
  let intercept = 0;
  let loss = crossEntropy(logits, truth, target, slope, intercept);
  for (let step = 0; step < STEPS; step++) {
    const [slopeStep, interceptStep] = newtonStep(logits, truth, target, slope, intercept);
    let size = 1;
    let next = crossEntropy(logits, truth, target, slope - slopeStep, intercept - interceptStep);
    while (next > loss && size > SETTLED) {
      size /= 2; // a whole step may overshoot far from the optimum
      next = crossEntropy(logits, truth, target, slope - size * slopeStep, intercept - size * interceptStep);
    }
    if (next > loss) break;
    slope -= size * slopeStep;
    intercept -= size * interceptStep;
    if (loss - next < SETTLED * truth.length) break;
    loss = next;
  }
  return { slope, intercept };
}

export function calibrate({ slope, intercept }: PlattScaling, logit: number): number {
  return sigmoid(slope * logit + intercept);
}

export function logitOf(probability: number): number {
  const inside = Math.min(Math.max(probability, NEVER_CERTAIN), 1 - NEVER_CERTAIN);
  return Math.log(inside / (1 - inside));
}

/**
 * Mean distance between what was said and what came true, over 15 bins of equal width weighted by their examples.
 * @param probabilities [examples]
 * @param truth 0/1 [examples]
 * @returns 0 (calibrated) to 1
 * @see Guo et al. 2017, "On Calibration of Modern Neural Networks"
 */
export function expectedCalibrationError(probabilities: ArrayLike<number>, truth: Uint8Array): number {
  const gaps = new Float64Array(BINS); // sum of probability minus truth
  for (let row = 0; row < truth.length; row++) {
    const bin = Math.min(Math.floor(probabilities[row]! * BINS), BINS - 1);
    gaps[bin]! += probabilities[row]! - truth[row]!;
  }
  return gaps.reduce((sum, gap) => sum + Math.abs(gap), 0) / truth.length;
}

/** Gradient of the cross-entropy divided by its Hessian, in (slope, intercept). */
function newtonStep(
  logits: ArrayLike<number>,
  truth: Uint8Array,
  target: readonly [number, number],
  slope: number,
  intercept: number,
): [number, number] {
  let gradientSlope = 0;
  let gradientIntercept = 0;
  let [slopeSlope, slopeIntercept, interceptIntercept] = [1e-9, 0, 1e-9]; // keeps the Hessian invertible
  for (let row = 0; row < truth.length; row++) {
    const logit = logits[row]!;
    const probability = calibrate({ slope, intercept }, logit);
    const error = probability - target[truth[row] as 0 | 1];
    const curvature = probability * (1 - probability);
    gradientSlope += error * logit;
    gradientIntercept += error;
    slopeSlope += curvature * logit * logit;
    slopeIntercept += curvature * logit;
    interceptIntercept += curvature;
  }
  const determinant = slopeSlope * interceptIntercept - slopeIntercept * slopeIntercept;
  return [
    (interceptIntercept * gradientSlope - slopeIntercept * gradientIntercept) / determinant,
    (slopeSlope * gradientIntercept - slopeIntercept * gradientSlope) / determinant,
  ];
}

function crossEntropy(
  logits: ArrayLike<number>,
  truth: Uint8Array,
  target: readonly [number, number],
  slope: number,
  intercept: number,
): number {
  let loss = 0;
  for (let row = 0; row < truth.length; row++) {
    const scaled = slope * logits[row]! + intercept;
    // log(1 + e^scaled) - target * scaled, without overflow
    loss += Math.max(scaled, 0) + Math.log1p(Math.exp(-Math.abs(scaled))) - target[truth[row] as 0 | 1] * scaled;
  }
  return loss;
}

export function sigmoid(value: number): number {
  return 1 / (1 + Math.exp(-value));
}
