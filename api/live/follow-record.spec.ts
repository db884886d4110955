import { z } from 'zod';
import { PlatformError } from '../../platform/errors.js';
import { followRecord } from './follow-record.js';
import { WorkflowRuns } from './workflow-runs.js';

class Runs extends WorkflowRuns<string, object, string> {
  protected readonly kind = { type: 'tidy', query: 'progress', progress: z.string(), idOf: (id: string) => id };

  constructor(private readonly running: () => Promise<boolean>) {
    super(() => Promise.reject(new Error('No Temporal here')));
  }

  override progress(): Promise<string> {
    return Promise.resolve('half way'); // a worker answers for workflows that have ended, too
  }

  override isRunning(): Promise<boolean> {
    return this.running();
  }
}

const running = { id: 'one', status: 'running', failure: null };
const completed = { ...running, status: 'completed' };
const follow = (runs: Runs, record: typeof running, written = record) =>
  followRecord(runs, record, () => Promise.resolve(written), 'TIDYING_LOST');

it('shows what a running workflow says', async () => {
  const runs = new Runs(() => Promise.resolve(true));
  expect(await follow(runs, running)).toEqual({ record: running, progress: 'half way' });
});

it('asks no workflow of what has ended', async () => {
  const runs = new Runs(() => Promise.reject(new Error('asked')));
  expect(await follow(runs, completed)).toEqual({ record: completed, progress: null });
});

it('calls lost what is said to run and does not', async () => {
  const { record, progress } = await follow(new Runs(() => Promise.resolve(false)), running);
  expect(record).toMatchObject({ id: 'one', status: 'failed', failure: { code: 'TIDYING_LOST' } });
  expect(progress).toBeNull();
});

it('believes the record that was written while it asked', async () => {
  const runs = new Runs(() => Promise.resolve(false));
  expect(await follow(runs, running, completed)).toEqual({ record: completed, progress: null });
});

it('calls nothing lost while Temporal cannot be asked', async () => {
  const runs = new Runs(() => Promise.reject(new PlatformError('TEMPORAL_UNAVAILABLE', 503, 'away')));
  expect((await follow(runs, running)).record).toEqual(running);
});
