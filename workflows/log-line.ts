import type { LogEntry } from '@temporalio/worker';

/** One line for people: `12:03:07 retrain-poster-genre-1a2b3c4d trainCandidate: epoch 3 of 40: loss 0.2311`. */
export function logLine({ level, timestampNanos, message, meta = {} }: LogEntry): string {
  const time = new Date(Number(timestampNanos / 1_000_000n)).toISOString().slice(11, 19);
  const { workflowId, activityType, error } = meta;
  const subject = [workflowId, activityType].filter((part) => typeof part === 'string').join(' ');
  const severity = level === 'INFO' ? '' : `${level} `;
  const cause = error instanceof Error ? `: ${error.message}` : '';
  return `${time} ${severity}${subject === '' ? '' : `${subject}: `}${message}${cause}`;
}

/** The SDK's own news (a worker's states, a bundle's size) matter only when something is wrong. */
export function isForPeople({ level, message, meta }: LogEntry): boolean {
  if (message.startsWith('No workflows registered')) return false; // a training worker has none on purpose
  const isOwn = meta?.sdkComponent === undefined || ['activity', 'workflow'].includes(String(meta.sdkComponent));
  return isOwn || ['WARN', 'ERROR'].includes(level);
}
