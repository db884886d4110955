import type { LabelVocabulary } from '../../models/labels.js';

/** When a label counts as answered: from its own threshold on, or when it is the most probable of its head. */
export type Decision =
  | { readonly kind: 'thresholds'; /** [labels] */ readonly thresholds: readonly number[] }
  | { readonly kind: 'most-probable'; readonly heads: readonly Head[] };

/** The columns among which exactly one is right. */
export interface Head {
  /** Where there are several. */
  readonly name?: string;
  readonly columns: readonly number[];
}

/** How a version with this vocabulary decides. */
export function decisionOf({ labels }: LabelVocabulary): Decision {
  const thresholds = labels.flatMap(({ threshold }) => threshold ?? []);
  if (thresholds.length === labels.length) return { kind: 'thresholds', thresholds };
  return { kind: 'most-probable', heads: headsOf(labels) };
}

/** The heads in the order of their first labels. */
export function headsOf(labels: readonly { readonly head?: string | undefined }[]): Head[] {
  const columns = new Map<string | undefined, number[]>();
  labels.forEach(({ head }, column) => columns.set(head, [...(columns.get(head) ?? []), column]));
  return [...columns].map(([name, of]) => ({ ...(name === undefined ? {} : { name }), columns: of }));
}
