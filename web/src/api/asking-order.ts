import type { FamilySummary } from './types';

/** What is most fun to ask comes first: families that find similar movies, and images before texts. */
export function inAskingOrder(families: readonly FamilySummary[]): FamilySummary[] {
  const rank = ({ recommends, input }: FamilySummary) =>
    (recommends ? 0 : 2) + (input.some(({ kind }) => kind === 'image') ? 0 : 1);
  return [...families].sort((one, other) => rank(one) - rank(other));
}
