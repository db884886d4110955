import { calibrate, expectedCalibrationError, fitPlattScaling, logitOf } from './calibration.js';

/** By formula, so that scikit-learn can be handed the same arrays. */
const LOGITS = Array.from({ length: 80 }, (_, i) => (((i * 37) % 23) - 11) / 4);
const TRUTH = Uint8Array.from(LOGITS, (logit, i) => (((i * 53) % 17) / 17 < sigmoid(0.6 * logit - 0.4) ? 1 : 0));

function sigmoid(value: number): number {
  return 1 / (1 + Math.exp(-value));
}

describe('Platt scaling', () => {
  it('finds what scikit-learn finds', () => {
    // scikit-learn 1.9.1: _SigmoidCalibration().fit(LOGITS, TRUTH), its a_ and b_ with the sign turned
    const { slope, intercept } = fitPlattScaling(LOGITS, TRUTH);
    expect(slope).toBeCloseTo(0.53246654, 5);
    expect(intercept).toBeCloseTo(-0.32794619, 5);
  });

  it('stays finite when one threshold separates all examples', () => {
    const truth = Uint8Array.from(LOGITS, (logit) => (logit > 0 ? 1 : 0));
    const { slope, intercept } = fitPlattScaling(LOGITS, truth);
    expect(slope).toBeGreaterThan(1);
    expect(slope).toBeLessThan(100);
    expect(Number.isFinite(intercept)).toBe(true);
  });

  it('mends an overconfident classifier', () => {
    const overconfident = LOGITS.map((logit) => logit * 8);
    const scaling = fitPlattScaling(overconfident, TRUTH);
    const before = expectedCalibrationError(overconfident.map(sigmoid), TRUTH);
    const after = expectedCalibrationError(
      overconfident.map((logit) => calibrate(scaling, logit)),
      TRUTH,
    );
    expect(after).toBeLessThan(before / 2);
  });
});

describe('expected calibration error', () => {
  it('is the distance between what was said and what came true, weighted by examples', () => {
    const probabilities = [0.9, 0.9, 0.9, 0.9, 0.1, 1];
    const truth = Uint8Array.of(1, 1, 0, 0, 0, 1); // four said 0.9 and were right half the time: 0.4 off
    expect(expectedCalibrationError(probabilities, truth)).toBeCloseTo((4 * 0.4 + 0.1 + 0) / 6, 10);
  });
});

describe('logitOf', () => {
  it('turns a probability back into its logit, and certainty into something finite', () => {
    expect(sigmoid(logitOf(0.3))).toBeCloseTo(0.3, 12);
    expect(Number.isFinite(logitOf(0)) && Number.isFinite(logitOf(1))).toBe(true);
  });
});
