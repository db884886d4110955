import type { ModelFamily } from '../models/model-family.js';
import { headsOf } from './evaluation/decision.js';
import type { Head } from './evaluation/decision.js';

/** The head that answers with each of these labels, where the family names heads. */
export function headOf({ heads = {} }: Pick<ModelFamily, 'heads'>, label: string): string | undefined {
  return Object.keys(heads).find((head) => heads[head]!.includes(label));
}

/** The columns among which exactly one is right: one head for all labels, unless the family names several. */
export function labelHeads(family: Pick<ModelFamily, 'task' | 'heads'>, labels: readonly string[]): Head[] {
  if (family.task !== 'multi-class') return [];
  return headsOf(labels.map((label) => ({ head: headOf(family, label) })));
}
