import type { Comparison } from '../platform/scorecard.js';
import { decidePromotion } from './promotion.js';

type LabelComparison = Comparison['labels'][number];

const horror: LabelComparison = { label: 'Horror', championF1: 0.6, candidateF1: 0.6, support: 100 };
const around = (value: number, width: number) => ({ value, low: value - width, high: value + width });

function compared(difference: Comparison['difference'], ...labels: LabelComparison[]): Comparison {
  return { metric: 'macroAuc', champion: 0.8, candidate: 0.8 + difference.value, difference, labels };
}
function decide(comparison: Comparison) {
  return decidePromotion({ metric: 'macroAuc', validation: around(0.8, 0.02), baseline: 0.5 }, comparison);
}
function decideFirst(validation: Comparison['difference'], baseline = 0.5) {
  return decidePromotion({ metric: 'macroAuc', validation, baseline }, 'first');
}
const steps = (from: number, to: number, count: number) =>
  Array.from({ length: count + 1 }, (_, step) => from + ((to - from) * step) / count);

describe('the first version', () => {
  it('is promoted when its whole interval lies above the trivial baseline, and says by what figures', () => {
    expect(decideFirst({ value: 0.78, low: 0.76, high: 0.8 })).toEqual({
      promote: true,
      reason: "First version: macroAuc 0.780 (95 % interval 0.760 to 0.800) beats the trivial baseline's 0.500.",
    });
  });

  it('is refused when it might be no better than guessing', () => {
    for (const low of steps(0.3, 0.5, 10)) expect(decideFirst({ value: 0.55, low, high: 0.8 }).promote).toBe(false);
  });

  it('is refused when its metric could not be measured', () => {
    const { promote, reason } = decideFirst({ value: NaN, low: NaN, high: NaN });
    expect(promote).toBe(false);
    expect(reason).toContain('macroAuc unknown');
  });
});

describe('a champion that cannot be read any more', () => {
  const beside = (low: number) =>
    decidePromotion({ metric: 'macroAuc', validation: { value: 0.78, low, high: 0.8 }, baseline: 0.5 }, 'damaged');

  it('is replaced by a candidate that beats the trivial baseline', () => {
    expect(beside(0.76)).toEqual({
      promote: true,
      reason:
        "The champion is damaged: macroAuc 0.780 (95 % interval 0.760 to 0.800) beats the trivial baseline's 0.500.",
    });
  });

  it('is not replaced by one that might be no better than guessing', () => {
    expect(beside(0.5)).toMatchObject({ promote: false, reason: expect.stringMatching(/^Refused, though/) as string });
  });
});

describe('the headline metric', () => {
  it('lets an equal candidate pass', () => {
    expect(decide(compared(around(0, 0), horror))).toEqual({
      promote: true,
      reason:
        "Not worse: macroAuc 0.800 against the champion's 0.800, difference +0.000 " +
        "(95 % interval +0.000 to +0.000); no label's F1 collapses.",
    });
  });

  it('lets a better candidate pass, by however little and however surely', () => {
    for (const value of steps(0, 0.2, 10))
      for (const width of steps(0, 0.3, 10)) expect(decide(compared(around(value, width))).promote).toBe(true);
  });

  it('refuses a candidate that is worse beyond chance, however little', () => {
    for (const value of steps(-0.2, -0.001, 20))
      expect(decide(compared(around(value, Math.abs(value) * 0.9))).promote).toBe(false);
    expect(decide(compared(around(-0.004, 0.002))).reason).toBe(
      "Refused: macroAuc 0.796 against the champion's 0.800, difference −0.004 " +
        '(95 % interval −0.006 to −0.002): worse beyond chance.',
    );
  });

  it('lets a small drop pass that may be chance, and refuses a large one that may be', () => {
    expect(decide(compared(around(-0.009, 0.05))).promote).toBe(true);
    const { promote, reason } = decide(compared(around(-0.011, 0.05)));
    expect(promote).toBe(false);
    expect(reason).toContain('more than 0.01 worse');
  });

  it('never turns a promotion into a refusal when the same candidate does better', () => {
    for (const width of [0, 0.005, 0.02, 0.1]) {
      const decisions = steps(-0.1, 0.1, 200).map((value) => decide(compared(around(value, width))).promote);
      expect(decisions).toEqual([...decisions].sort((a, b) => Number(a) - Number(b)));
    }
  });

  it('refuses when the difference could not be measured, also after a trip through JSON', () => {
    const unmeasured = compared({ value: NaN, low: NaN, high: NaN });
    expect(decide(unmeasured).promote).toBe(false);
    expect(decide(JSON.parse(JSON.stringify(unmeasured)) as Comparison)).toEqual({
      promote: false,
      reason: "Refused: macroAuc could not be compared with the champion's.",
    });
  });
});

describe('a label', () => {
  const better = around(0.02, 0.005);

  it('that collapses stops a candidate whose headline is better, and is named with its figures', () => {
    const western = { label: 'Western', championF1: 0.5, candidateF1: 0.2, support: 80 };
    const { promote, reason } = decide(compared(better, horror, western));
    expect(promote).toBe(false);
    expect(reason).toContain('but F1 collapses: Western from 0.500 to 0.200 on 80 examples.');
    expect(reason).not.toContain('Horror');
  });

  it('may lose a part of its F1', () => {
    for (const candidateF1 of steps(0.31, 1, 20))
      expect(decide(compared(better, { ...horror, candidateF1, support: 5000 })).promote).toBe(true);
  });

  it('stops nothing with fewer than 20 examples', () => {
    expect(decide(compared(better, { ...horror, candidateF1: 0, support: 19 })).promote).toBe(true);
    expect(decide(compared(better, { ...horror, candidateF1: 0, support: 20 })).promote).toBe(false);
  });

  it('stops nothing when the drop may be luck: from 0.3 to 0.15 on 30 examples, but not on 300', () => {
    const halved = { ...horror, championF1: 0.3, candidateF1: 0.15 };
    expect(decide(compared(better, { ...halved, support: 30 })).promote).toBe(true);
    expect(decide(compared(better, { ...halved, support: 300 })).promote).toBe(false);
  });

  it('that the champion never got right cannot collapse', () => {
    expect(decide(compared(better, { ...horror, championF1: 0, candidateF1: 0, support: 500 })).promote).toBe(true);
  });
});
