import { setImmediate as nextTurn } from 'node:timers/promises';
import * as tf from '@tensorflow/tfjs';
import type { Interval, Scorecard } from '../../platform/scorecard.js';
import { bootstrap } from './bootstrap.js';

const NEAREST = 5; // as many as the page shows
const QUERIES_AT_ONCE = 64; // their cosines to 50,000 items are 13 MB, of which there are four such tensors at a time

export interface EmbeddedCatalogue {
  /** float32 [items, dimensions], rows of any length but zero, as the served graph gives them */
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
export async function scoreNeighbours(
  { embeddings, labels }: EmbeddedCatalogue,
  queries: readonly number[],
  seed: number,
): Promise<Scorecard['similarity']> {
  const labelled = queries.filter((query) => labels[query]!.length > 0);
  const others = labels.length - 1;
  const nearest = Math.min(NEAREST, others);
  if (labelled.length === 0 || nearest < 1) return null;

  const found = await nearestTo(labelled, embeddings, labels.length, nearest);
  const atFive = found.map(
    (items, row) => items.filter((item) => haveCommon(labels[item]!, labels[labelled[row]!]!)).length / nearest,
  );
  const random = mean(countAlike(labelled, labels)) / others;
  const { share } = bootstrap<'share'>(labelled.length, seed, (counts) => ({
    share: atFive.reduce((sum, value, row) => sum + value * counts[row]!, 0) / labelled.length,
  }));
  return { sharedLabelAt5: share as Interval, random };
}

/** For each query the indices of the items with the highest cosine to it, nearest first, without the query itself. */
async function nearestTo(
  queries: readonly number[],
  embeddings: Float32Array,
  items: number,
  limit: number,
): Promise<readonly Int32Array[]> {
  const unit = tf.tidy(() => {
    const all = tf.tensor2d(embeddings, [items, embeddings.length / items]);
    return all.div<tf.Tensor2D>(tf.norm(all, 'euclidean', 1, true));
  });
  try {
    const found: Int32Array[] = [];
    for (let from = 0; from < queries.length; from += QUERIES_AT_ONCE) {
      found.push(...nearestInBlock(queries.slice(from, from + QUERIES_AT_ONCE), unit, limit));
      await nextTurn(); // heartbeats are sent meanwhile: on the wasm backend a large catalogue takes minutes
    }
    return found;
  } finally {
    unit.dispose();
  }
}

function nearestInBlock(queries: number[], unit: tf.Tensor2D, limit: number): Int32Array[] {
  return tf.tidy(() => {
    const cosines = tf.matMul(tf.gather(unit, queries), unit, false, true);
    const itself = tf.oneHot(queries, unit.shape[0]).mul(2); // no cosine is as low as the query's own less 2
    const indices = tf.topk(cosines.sub(itself), limit).indices.dataSync<'int32'>();
    return queries.map((_, row) => indices.slice(row * limit, (row + 1) * limit));
  });
}

/** For each query the number of other items with a label in common. Items with the same labels are counted together. */
function countAlike(queries: readonly number[], labels: EmbeddedCatalogue['labels']): number[] {
  const groups = new Map<string, { readonly of: readonly string[]; items: number }>();
  for (const of of labels) {
    const key = JSON.stringify(of);
    const group = groups.get(key) ?? { of, items: 0 };
    group.items += 1;
    groups.set(key, group);
  }
  return queries.map((query) => {
    const alike = [...groups.values()].filter(({ of }) => haveCommon(of, labels[query]!));
    return alike.reduce((sum, { items }) => sum + items, 0) - 1; // the query is like itself
  });
}

function haveCommon(some: readonly string[], others: readonly string[]): boolean {
  return some.some((label) => others.includes(label));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
