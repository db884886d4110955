import type { Example } from '../models/dataset.js';
import { splitOf } from './prepared-dataset.js';
import type { Split } from './prepared-dataset.js';

const FOLDERS: Readonly<Record<string, Split>> = {
  ...{ train: 'train', test: 'test' },
  ...{ val: 'validation', valid: 'validation', validation: 'validation' },
};
/** From what nobody may learn to what everybody may. */
const STRICTEST_FIRST = ['test', 'validation', 'train'] as const;

/** What published data means by a folder of this name: `train`, `valid`, `val2017`. */
export function splitOfFolder(name: string): Split | undefined {
  const known = name.replace(/\d{4}$/, '');
  return Object.hasOwn(FOLDERS, known) ? FOLDERS[known] : undefined;
}

/**
 * The examples in the splits that came with them. One of validation and test that did not come is drawn from what is there to
 * learn from; where examples came without a split, nothing to learn from, or nothing to ask, all splits are made anew. What is
 * in two splits belongs to the one that is learned from less: whoever learned the same picture knows the answer.
 */
export function withGivenSplits(examples: readonly Example[]): Example[] {
  const given = strictestSplits(examples);
  const splits = new Set(given.values());
  const isWhole = examples.every(({ split }) => split !== undefined) && splits.has('train') && splits.size > 1;
  return examples.map(({ split: _, ...example }) => {
    if (!isWhole) return example;
    const split = given.get(example.identity)!;
    const drawn = splitOf(example.identity);
    return { ...example, split: split === 'train' && !splits.has(drawn) ? drawn : split };
  });
}

function strictestSplits(examples: readonly Example[]): Map<string, Split> {
  const splits = new Map<string, Split>();
  for (const strictest of STRICTEST_FIRST) {
    for (const { identity, split } of examples) {
      if (split === strictest && !splits.has(identity)) splits.set(identity, split);
    }
  }
  return splits;
}
