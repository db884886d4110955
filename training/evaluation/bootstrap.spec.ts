import { Random } from '../random.js';
import { bootstrap } from './bootstrap.js';
import { metricsOf } from './metrics.js';

const SEED = 7;

/** Mean of 0, 1, …, examples-1 when each counts so often. */
const meanOfIndices = (counts: Uint16Array) => ({
  mean: counts.reduce((sum, count, index) => sum + count * index, 0) / counts.length,
});

describe('bootstrap', () => {
  it('gives the figure on the examples themselves and an interval as wide as theory says', () => {
    const examples = 400;
    const { mean } = bootstrap<'mean'>(examples, SEED, meanOfIndices);

    const standardError = Math.sqrt((examples ** 2 - 1) / 12 / examples); // of the mean of a uniform distribution
    expect(mean!.value).toBeCloseTo((examples - 1) / 2, 10);
    expect(mean!.high - mean!.low).toBeGreaterThan(2 * 1.96 * standardError * 0.9);
    expect(mean!.high - mean!.low).toBeLessThan(2 * 1.96 * standardError * 1.1);
  });

  it('says the same again with the same seed, and something else with another', () => {
    const first = bootstrap<'mean'>(50, SEED, meanOfIndices);
    expect(bootstrap<'mean'>(50, SEED, meanOfIndices)).toEqual(first);
    expect(bootstrap<'mean'>(50, SEED + 1, meanOfIndices)).not.toEqual(first);
  });

  it('leaves out a figure that does not exist', () => {
    expect(bootstrap(5, SEED, () => ({ known: 1, unknown: NaN }))).toEqual({ known: { value: 1, low: 1, high: 1 } });
  });

  it('scores a split as large as that of the plots in seconds', () => {
    const [examples, labelCount] = [1020, 19];
    const random = new Random(SEED);
    const scores = Float32Array.from({ length: examples * labelCount }, () => random.fraction());
    const truth = Uint8Array.from(scores, (score) => (random.fraction() < score ** 3 ? 1 : 0));
    const metrics = ['macroAuc', 'meanAveragePrecision', 'microF1', 'macroF1'] as const;

    const startedAt = performance.now();
    const decision = { kind: 'thresholds', thresholds: Array<number>(labelCount).fill(0.5) } as const;
    bootstrap(examples, SEED, metricsOf({ scores, truth, labelCount }, decision, metrics));
    expect(performance.now() - startedAt).toBeLessThan(6000); // 0.6 s on an idle core
  });
});
