import type { FamilySummary } from '../../api/types';

/** From quick to thorough; any other family that finds objects comes after them. */
const ORDER = ['small', 'medium', 'large'];

/** The families that answer with boxes, in the order of their sizes. */
export function detectorsOf(families: readonly FamilySummary[]): FamilySummary[] {
  return families
    .filter(({ task }) => task === 'detection')
    .sort((one, other) => rankOf(one) - rankOf(other) || one.name.localeCompare(other.name));
}

/** "Medium" of object-detector-medium; of another family its title. */
export function sizeOf({ name, title }: FamilySummary): string {
  const size = ORDER.find((known) => name.endsWith(`-${known}`));
  return size === undefined ? title : `${size.charAt(0).toUpperCase()}${size.slice(1)}`;
}

function rankOf({ name }: FamilySummary): number {
  const rank = ORDER.findIndex((size) => name.endsWith(`-${size}`));
  return rank === -1 ? ORDER.length : rank;
}
