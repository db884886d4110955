import { PlatformError } from '../../platform/errors.js';
import type { WorkflowRuns } from './workflow-runs.js';

/** What the store says of something that has a workflow; the workflow writes how it ended. */
interface RunRecord {
  readonly id: string;
  readonly status: string;
  readonly failure: { readonly code: string; readonly message: string } | null;
}

/** How it stands: as it is written, with what its workflow says while it runs. */
interface Followed<Written, Progress> {
  readonly record: Written;
  readonly progress: Progress | null;
}

/**
 * A record may say that something runs whose workflow ended without a word, as when somebody terminates it in Temporal.
 * @param lost the code of the failure that such a record is shown with
 */
export async function followRecord<Written extends RunRecord, Request, Progress>(
  runs: WorkflowRuns<string, Request, Progress>,
  record: Written,
  readAgain: () => Promise<Written>,
  lost: string,
): Promise<Followed<Written, Progress>> {
  if (record.status !== 'running') return { record, progress: null };
  const [progress, isLost] = await Promise.all([runs.progress(record.id), hasEnded(runs, record.id)]);
  if (!isLost) return { record, progress };
  const written = await readAgain(); // perhaps it ended while we asked
  if (written.status !== 'running') return { record: written, progress: null };
  const failure = { code: lost, message: 'Its workflow was ended from outside' };
  return { record: { ...record, status: 'failed', failure }, progress: null };
}

/** Nobody knows while Temporal cannot be asked. */
async function hasEnded<Request, Progress>(
  runs: WorkflowRuns<string, Request, Progress>,
  id: string,
): Promise<boolean> {
  try {
    return !(await runs.isRunning(id));
  } catch (error) {
    if (error instanceof PlatformError) return false;
    throw error;
  }
}
