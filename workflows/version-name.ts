/**
 * `20261121T074500Z-1a2b3c4d`: the run's start in UTC and digits of its id, so a retried activity writes the same keys.
 * The digits are the id's last: Temporal's ids begin with the time, so their first digits are equal for runs of a minute.
 */
export function versionName(run: { readonly startTime: Date; readonly runId: string }): string {
  const started = run.startTime
    .toISOString()
    .replace(/\.\d+Z$/, 'Z')
    .replace(/[-:]/g, '');
  return `${started}-${run.runId.slice(-8)}`;
}
