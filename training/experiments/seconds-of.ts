import type { Epoch } from '../checkpoint.js';

/**
 * What these epochs took, in seconds: in each phase as often the usual time between two of its epochs as it has epochs.
 * So a killed worker's absence does not count, nor does the extraction of features before a phase.
 */
export function secondsOf(curve: readonly Epoch[]): number {
  const phases = new Map<string, number[]>();
  for (const { phase, endedAt } of curve) phases.set(phase, [...(phases.get(phase) ?? []), Date.parse(endedAt) / 1000]);
  return [...phases.values()].reduce((sum, ends) => sum + ends.length * median(gapsOf(ends)), 0);
}

function gapsOf(ends: readonly number[]): number[] {
  return ends.slice(1).map((end, index) => end - ends[index]!);
}

/** 0 of nothing. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  const middle = sorted.length / 2;
  if (sorted.length === 0) return 0;
  return sorted.length % 2 === 1 ? sorted[Math.floor(middle)]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
