import { timestampId } from '../platform/timestamp-id.js';

/** After the run's start and its id, so that a retried activity writes the same keys. */
export function versionName(run: { readonly startTime: Date; readonly runId: string }): string {
  return timestampId(run.startTime, run.runId);
}
