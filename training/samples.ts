import { WHOLE } from '../models/letterbox.js';
import type { View } from '../models/letterbox.js';

/** What a row of the tables shows: an example, the way that it is looked at. */
export interface Sample {
  readonly example: number;
  readonly view: View;
}

/**
 * First every example as it is, so that row and example are the same number; then the training examples once more for
 * every further view.
 */
export function samplesOf(examples: number, train: readonly number[], views: readonly View[]): Sample[] {
  const whole = Array.from({ length: examples }, (_, example) => ({ example, view: WHOLE }));
  return [...whole, ...views.flatMap((view) => train.map((example) => ({ example, view })))];
}

/** The rows that show training examples. */
export function trainingRows(samples: readonly Sample[], train: readonly number[]): number[] {
  const learned = new Set(train);
  return samples.flatMap(({ example }, row) => (learned.has(example) ? [row] : []));
}
