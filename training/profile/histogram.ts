import type { Histogram } from '../../platform/datasets/dataset-profile.js';

const BINS = 20;
const OUTLIERS = 0.99; // one huge picture would press all others into one bar: what lies beyond joins the last

/** Bars of equal width from the least value to nearly the greatest. */
export function histogramOf(values: readonly number[], range?: readonly [number, number]): Histogram {
  if (values.length === 0) return { edges: [], counts: [] };
  const sorted = [...values].sort((one, other) => one - other);
  const [low, high] = range ?? [sorted[0]!, sorted[Math.ceil((sorted.length - 1) * OUTLIERS)]!];
  if (low === high) return { edges: [low, high], counts: [values.length] };
  const width = (high - low) / BINS;
  const counts = Array<number>(BINS).fill(0);
  for (const value of values) counts[Math.min(BINS - 1, Math.max(0, Math.floor((value - low) / width)))]! += 1;
  return { edges: Array.from({ length: BINS + 1 }, (_, bin) => low + bin * width), counts };
}

/** A bar for each whole number. */
export function countsOf(values: readonly number[]): Histogram {
  const most = values.reduce((so, value) => Math.max(so, value), 0);
  if (most > BINS) return histogramOf(values);
  const counts = Array<number>(most + 1).fill(0);
  for (const value of values) counts[value]! += 1;
  return { edges: Array.from({ length: most + 2 }, (_, value) => value), counts };
}
