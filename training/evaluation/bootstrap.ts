import type { Interval } from '../../platform/scorecard.js';
import { Random } from '../random.js';
import type { ExampleCounts } from './scored-examples.js';

const RESAMPLES = 1000; // the ends of the interval then rest on 25 resamples each
const CONFIDENCE = 0.95;

/**
 * Percentile bootstrap over examples: each resample draws as many examples as there are, with replacement, and every
 * figure is computed anew. For two models compared on the same examples, let `figures` return their difference: both
 * then see the same resamples (a paired bootstrap).
 * @param figures computes named figures when example i counts `counts[i]` times
 * @returns each figure on the examples as they are, with its 95 % interval; figures that are NaN there are left out
 * @see Efron & Tibshirani 1993, chapter 13
 */
export function bootstrap<Name extends string>(
  examples: number,
  seed: number,
  figures: (counts: ExampleCounts) => Partial<Record<Name, number>>,
): Partial<Record<Name, Interval>> {
  const values = Object.entries(figures(new Uint16Array(examples).fill(1))) as [Name, number][];
  const known = values.filter(([, value]) => !Number.isNaN(value));
  const resampled = new Map<Name, number[]>(known.map(([name]) => [name, []]));

  for (const counts of resamples(examples, seed, RESAMPLES)) {
    const figuresOfResample = figures(counts);
    for (const [name, list] of resampled) {
      const value = figuresOfResample[name] ?? NaN;
      if (!Number.isNaN(value)) list.push(value); // a resample without any positive says nothing
    }
  }
  return Object.fromEntries(
    known.map(([name, value]) => [name, { value, ...percentiles(resampled.get(name) ?? [], value) }]),
  ) as Partial<Record<Name, Interval>>;
}

/** Draws with replacement, as counts; one array, filled anew for every resample. */
export function* resamples(examples: number, seed: number, times: number): Generator<ExampleCounts> {
  const random = new Random(seed);
  const counts: ExampleCounts = new Uint16Array(examples);
  for (let resample = 0; resample < times; resample++) {
    counts.fill(0);
    for (let draw = 0; draw < examples; draw++) counts[random.below(examples)]!++;
    yield counts;
  }
}

function percentiles(values: readonly number[], fallback: number): { low: number; high: number } {
  const sorted = Float64Array.from(values).sort();
  const tail = (1 - CONFIDENCE) / 2;
  return { low: quantile(sorted, tail) ?? fallback, high: quantile(sorted, 1 - tail) ?? fallback };
}

/** Linear between neighbours, as NumPy's `quantile`. */
function quantile(sorted: Float64Array, probability: number): number | undefined {
  const position = (sorted.length - 1) * probability;
  const below = sorted[Math.floor(position)];
  const above = sorted[Math.ceil(position)];
  if (below === undefined || above === undefined) return undefined;
  return below + (above - below) * (position - Math.floor(position));
}
