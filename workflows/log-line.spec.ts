import type { LogEntry } from '@temporalio/worker';
import { isForPeople, logLine } from './log-line.js';

const entry = (level: LogEntry['level'], message: string, meta: LogEntry['meta']): LogEntry => ({
  ...{ level, message, meta },
  timestampNanos: BigInt(Date.UTC(2026, 10, 21, 12, 3, 7)) * 1_000_000n,
});

it('says when, which retraining, which step and what', () => {
  const meta = {
    sdkComponent: 'activity',
    workflowId: 'retrain-poster-genre-1a2b3c4d',
    activityType: 'trainCandidate',
  };
  const epoch = entry('INFO', 'epoch 3 of 40: loss 0.2311', meta);
  expect(logLine(epoch)).toBe('12:03:07 retrain-poster-genre-1a2b3c4d trainCandidate: epoch 3 of 40: loss 0.2311');
});

it('says what went wrong', () => {
  const failed = entry('WARN', 'Activity failed', { sdkComponent: 'worker', error: new Error('disk full') });
  expect(logLine(failed)).toBe('12:03:07 WARN Activity failed: disk full');
});

it('leaves out what only the SDK cares about, unless it is a warning', () => {
  expect(isForPeople(entry('INFO', 'Worker state changed', { sdkComponent: 'worker' }))).toBe(false);
  expect(isForPeople(entry('WARN', 'Activity failed', { sdkComponent: 'worker' }))).toBe(true);
  expect(isForPeople(entry('INFO', 'epoch 1 of 2', { sdkComponent: 'activity' }))).toBe(true);
});
