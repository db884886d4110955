import { join } from 'node:path';
import { jest } from '@jest/globals';
import { CancelledFailure } from '@temporalio/client';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { FileArtifactStore } from '../../platform/file-artifact-store.js';
import { eventually } from '../retraining/eventually.js';
import { FAMILY, RetrainingBench } from '../retraining/retraining-bench.js';
import type { Retraining } from '../retraining/retraining-bench.js';
import { startTemporal } from '../support/temporal-server.js';
import { SmallDisk, describeOnSmallDisks } from './small-disk.js';

jest.setTimeout(60_000);

describeOnSmallDisks('a retraining whose disk', () => {
  let temporal: TestWorkflowEnvironment;
  let disk: SmallDisk;
  let bench: RetrainingBench;

  beforeAll(async () => {
    temporal = await startTemporal();
  });
  afterAll(() => temporal.teardown());
  beforeEach(async () => {
    disk = SmallDisk.mount();
    bench = new RetrainingBench(temporal, new FileArtifactStore(join(disk.folder, 'artifacts')));
    await bench.startWorkers();
  });
  afterEach(async () => {
    await bench.stopWorkers();
    disk.remove();
  });

  it.each([
    ['is full', 'STORAGE_FULL', 'the disk is full', () => disk.fill(), () => disk.free()],
    ['is read-only', 'STORAGE_READ_ONLY', 'read-only', () => disk.makeReadOnly(), () => disk.makeWritable()],
  ])('%s says so and where, and goes on when that is mended', async (_which, code, says, damage, mend) => {
    const champion = await bench.publish();
    let epochs = 0;
    bench.steps.script.afterEpoch = () => Promise.resolve(++epochs === 1 ? damage() : undefined);
    const retraining = await bench.start();
    const failure = await eventually(
      () => lastFailure(retraining),
      (last) => last !== undefined,
    );
    expect(failure).toMatchObject({ code, message: expect.stringContaining(says) as string });
    expect(failure?.message).toContain(`in ${disk.folder}/artifacts`);
    expect((await bench.registry.champion(FAMILY))?.champion.version).toBe(champion.version);

    mend();
    const outcome = await retraining.result();
    expect(outcome).toMatchObject({ status: 'published', promote: true });
    expect(await bench.registry.versions(FAMILY)).toHaveLength(2);
    expect((await bench.registry.champion(FAMILY))?.champion.previousVersion).toBe(champion.version);
    expect(await bench.keys('checkpoints/')).toEqual([]);
  });

  it('is full leaves nothing behind when it is given up meanwhile', async () => {
    const champion = await bench.publish();
    const before = await bench.keys('');
    bench.steps.script.afterEpoch = () => Promise.resolve(disk.fill());
    const retraining = await bench.start();
    await eventually(
      () => lastFailure(retraining),
      (last) => last !== undefined,
    );
    await retraining.cancel();
    const end = (await retraining.result().catch((error: unknown) => error)) as Error;
    expect(end.cause).toBeInstanceOf(CancelledFailure);
    expect(await bench.keys('')).toEqual(before);
    expect((await bench.registry.champion(FAMILY))?.champion.version).toBe(champion.version);
  });
});

/** Why the step that is being tried failed the last time. */
async function lastFailure(retraining: Retraining): Promise<{ message: string; code: string } | undefined> {
  const { pendingActivities } = (await retraining.describe()).raw;
  const failure = pendingActivities?.[0]?.lastFailure;
  return failure ? { message: failure.message ?? '', code: failure.applicationFailureInfo?.type ?? '' } : undefined;
}
