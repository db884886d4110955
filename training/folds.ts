import { createHash } from 'node:crypto';
import { PlatformError } from '../platform/errors.js';
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
 * @throws PlatformError TOO_FEW_FOR_FOLDS
 */
export function foldsOf(dataset: PreparedDataset, folds: number): Fold[] {
  const places = dealOut(dataset, folds);
  return Array.from({ length: folds }, (_, fold) => {
    const asked = places.filter((place) => place.fold === fold);
    const others = places.filter((place) => place.fold !== fold);
    if (asked.length === 0 || others.length < 2) throw tooFew(places.length, folds);
    // Label lies beside label: every tenth takes of all of them.
    const first = Math.min(Math.floor(VALIDATION_SHARE / 2), others.length - 1);
    const [validation, train] = [true, false].map((wanted) =>
      rowsOf(others.filter((_, index) => (index % VALIDATION_SHARE === first) === wanted)),
    );
    return { train: train!, validation: validation!, test: rowsOf(asked) };
  });
}

function tooFew(identities: number, folds: number): PlatformError {
  const message = `Cross-validation in ${folds} folds needs more examples that do not belong together, got ${identities}; set folds to fewer`;
  return new PlatformError('TOO_FEW_FOR_FOLDS', 422, message, 'folds');
}

/** An identity's examples, and where they fall. */
interface Place {
  readonly rows: readonly number[];
  readonly fold: number;
}

/** Card after card to fold after fold, label by label. */
function dealOut({ examples }: PreparedDataset, folds: number): Place[] {
  const identities = new Map<string, number[]>();
  for (const [row, { id, identity = id, split }] of examples.entries()) {
    if (split !== UNLABELLED) identities.set(identity, [...(identities.get(identity) ?? []), row]);
  }
  const shuffled = [...identities].sort(([one], [other]) => (hashOf(one) < hashOf(other) ? -1 : 1));
  const byLabel = new Map<string, (readonly number[])[]>();
  for (const [, rows] of shuffled) {
    const label = [...examples[rows[0]!]!.target].sort().join();
    if (!byLabel.has(label)) byLabel.set(label, []);
    byLabel.get(label)!.push(rows);
  }
  return [...byLabel.values()].flat().map((rows, index) => ({ rows, fold: index % folds }));
}

function hashOf(identity: string): string {
  return createHash('sha256').update(`fold ${identity}`).digest('hex');
}

function rowsOf(places: readonly Place[]): number[] {
  return places.flatMap(({ rows }) => rows).sort((a, b) => a - b);
}
