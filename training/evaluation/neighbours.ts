import type { Interval, Scorecard } from '../../platform/scorecard.js';
import { bootstrap } from './bootstrap.js';

const NEAREST = 5; // as many as the page shows

export interface EmbeddedCatalogue {
  /** float32 [items, dimensions] of any length but zero, as the served graph gives them */
  readonly embeddings: Float32Array;
  /** [items] */
  readonly labels: readonly (readonly string[])[];
}

/**
 * Whether similar items are alike: of the five nearest other items (cosine), the share that has a label in common with
 * the query; and the same share for items taken at random, computed over all of them rather than drawn.
 * @param queries indices of catalogue items, best of the test split; those without labels are passed over
 * @returns null when there is nothing to compare
 */
export function scoreNeighbours(
  { embeddings, labels }: EmbeddedCatalogue,
  queries: readonly number[],
  seed: number,
): Scorecard['similarity'] {
  const unit = unitRows(embeddings, labels.length);
  const labelled = queries.filter((query) => labels[query]!.length > 0);
  const others = labels.length - 1;
  const nearest = Math.min(NEAREST, others);
  if (labelled.length === 0 || nearest < 1) return null;

  const shared = labelled.map((query) => labels.map((of, item) => item !== query && haveCommon(of, labels[query]!)));
  const atFive = labelled.map((query, row) => {
    const hits = nearestTo(unit, labels.length, query, nearest).filter((item) => shared[row]![item]);
    return hits.length / nearest;
  });
  const random = mean(shared.map((row) => row.filter(Boolean).length / others));
  const { share } = bootstrap<'share'>(labelled.length, seed, (counts) => ({
    share: atFive.reduce((sum, value, row) => sum + value * counts[row]!, 0) / labelled.length,
  }));
  return { sharedLabelAt5: share as Interval, random };
}

/** Indices of the items with the highest cosine to the query, nearest first, without the query itself. */
function nearestTo(unit: Float32Array, items: number, query: number, limit: number): number[] {
  const dimensions = unit.length / items;
  const start = query * dimensions;
  const best: { item: number; cosine: number }[] = [];
  for (let item = 0, at = 0; item < items; item++, at += dimensions) {
    if (item === query) continue;
    let cosine = 0;
    for (let d = 0; d < dimensions; d++) cosine += unit[at + d]! * unit[start + d]!;
    if (best.length === limit && cosine <= best[limit - 1]!.cosine) continue;
    const place = best.findIndex((other) => cosine > other.cosine);
    best.splice(place === -1 ? best.length : place, 0, { item, cosine });
    best.length = Math.min(best.length, limit);
  }
  return best.map(({ item }) => item);
}

/** The rows scaled to length 1. */
function unitRows(embeddings: Float32Array, rows: number): Float32Array {
  const dimensions = embeddings.length / rows;
  const unit = new Float32Array(embeddings.length);
  for (let row = 0; row < rows; row++) {
    const vector = embeddings.subarray(row * dimensions, (row + 1) * dimensions);
    const length = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0)) || 1;
    unit.set(
      vector.map((value) => value / length),
      row * dimensions,
    );
  }
  return unit;
}

function haveCommon(some: readonly string[], others: readonly string[]): boolean {
  return some.some((label) => others.includes(label));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
