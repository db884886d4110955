import { createHash } from 'node:crypto';
import type { LessonRows } from './lesson.js';
import { UNLABELLED } from './prepared-dataset.js';
import type { PreparedDataset } from './prepared-dataset.js';

const VALIDATION_SHARE = 10; // one in so many of a fold's training examples decides when to stop

/** One part of cross-validation: what is learned from, and what is then asked. */
export interface Fold extends LessonRows {
  readonly test: readonly number[];
}

/**
 * Every labelled example is asked in exactly one fold and learned from in all others. Labels are spread evenly over the
 * folds; otherwise a hash of the identity decides, so examples of one identity share a fold and the order of the data is
 * of no matter.
 * @param folds at least 2
 */
export function foldsOf(dataset: PreparedDataset, folds: number): Fold[] {
  const places = dealOut(dataset, folds);
  return Array.from({ length: folds }, (_, fold) => {
    const asked = places.filter((place) => place.fold === fold);
    const others = places.filter((place) => place.fold !== fold);
    return {
      train: rowsOf(others.filter((place) => place.turn % VALIDATION_SHARE !== 0)),
      validation: rowsOf(others.filter((place) => place.turn % VALIDATION_SHARE === 0)),
      test: rowsOf(asked),
    };
  });
}

/** An identity's examples, and where they fall. */
interface Place {
  readonly rows: readonly number[];
  readonly fold: number;
  /** Which of its label's identities in this fold. */
  readonly turn: number;
}

/** Card after card to fold after fold, label by label. */
function dealOut({ examples }: PreparedDataset, folds: number): Place[] {
  const identities = new Map<string, number[]>();
  for (const [row, { id, identity = id, split }] of examples.entries()) {
    if (split !== UNLABELLED) identities.set(identity, [...(identities.get(identity) ?? []), row]);
  }
  const shuffled = [...identities].sort(([one], [other]) => (hashOf(one) < hashOf(other) ? -1 : 1));
  const dealt = new Map<string, number>();
  let first = 0; // where the next label begins, so that the first fold is not the largest every time
  const starts = new Map<string, number>();
  return shuffled.map(([, rows]) => {
    const label = [...examples[rows[0]!]!.target].sort().join();
    if (!starts.has(label)) starts.set(label, first++);
    const index = dealt.get(label) ?? 0;
    dealt.set(label, index + 1);
    return { rows, fold: (index + starts.get(label)!) % folds, turn: Math.floor(index / folds) };
  });
}

function hashOf(identity: string): string {
  return createHash('sha256').update(`fold ${identity}`).digest('hex');
}

function rowsOf(places: readonly Place[]): number[] {
  return places.flatMap(({ rows }) => rows).sort((a, b) => a - b);
}
