import { frequencyBaseline } from './baseline.js';
import { answers, balancedAccuracy, confusionByLabel, macroF1 } from './confusion.js';
import { metricsOf } from './metrics.js';
import { everyExampleOnce } from './scored-examples.js';

describe('frequencyBaseline', () => {
  const truth = Uint8Array.of(1, 0, 1, 0, 1, 1, 0, 0); // label 0 on three of four examples, label 1 on one
  const own = { kind: 'thresholds', thresholds: [0.5, 0.5] } as const;
  const { examples, decision } = frequencyBaseline({ truth, labelCount: 2 }, [0.7, 0.3], own);
  const confusions = confusionByLabel(answers(examples, decision), examples, everyExampleOnce(examples));

  it('knows nothing about order: half the area, and as much precision as the label is frequent', () => {
    const figures = metricsOf(examples, decision, ['macroAuc', 'meanAveragePrecision'])(everyExampleOnce(examples));
    expect(figures.macroAuc).toBe(0.5);
    expect(figures.meanAveragePrecision).toBeCloseTo((3 / 4 + 1 / 4) / 2, 12);
  });

  it('answers every label, which is the best F1 that it can have', () => {
    expect(answers(examples, decision)).toEqual(new Uint8Array(8).fill(1));
    expect(macroF1(confusions)).toBeCloseTo(((2 * 3) / (4 + 3) + (2 * 1) / (4 + 1)) / 2, 12);
    expect(confusions.map(balancedAccuracy)).toEqual([0.5, 0.5]);
  });
});
