import type { Retraining } from '../../api/types';

export interface Result {
  readonly title: string;
  readonly tone: 'good' | 'neutral' | 'bad' | 'live';
  /** The gate's sentence, or why there is no version. */
  readonly reason: string;
}

const ENDS = { failed: 'Failed', cancelled: 'Cancelled', terminated: 'Terminated', 'timed-out': 'Timed out' } as const;

/** How a run came out, in a word and a sentence. */
export function resultOf({ status, outcome, failure }: Retraining): Result {
  if (status === 'running') return { title: 'Running', tone: 'live', reason: '' };
  if (status === 'cancelled') return { title: ENDS.cancelled, tone: 'neutral', reason: 'No version was published.' };
  if (status !== 'completed') return { title: ENDS[status], tone: 'bad', reason: failure ?? 'No reason was given.' };
  if (!outcome) return { title: 'Completed', tone: 'neutral', reason: failure ?? '' };
  if (outcome.status === 'skipped') return { title: 'Skipped', tone: 'neutral', reason: outcome.reason };
  if (outcome.promote) return { title: 'Promoted', tone: 'good', reason: outcome.reason };
  return { title: 'Not promoted', tone: 'neutral', reason: outcome.reason };
}
