import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { ensureSchedules } from '../../workflows/schedules.js';
import { retrainScheduleId } from '../../workflows/retraining.js';
import { startTemporal } from '../support/temporal-server.js';
import { eventually } from './eventually.js';
import { FAMILY, RetrainingBench } from './retraining-bench.js';

const WEEK = 7 * 24 * 3_600_000;

let temporal: TestWorkflowEnvironment;
beforeAll(async () => {
  temporal = await startTemporal();
}, 30_000);
afterAll(() => temporal.teardown());

const describeSchedule = (family: string) => temporal.client.schedule.getHandle(retrainScheduleId(family)).describe();

it('gives every family its weekly hour, and skips a run while one is running', async () => {
  expect(await ensureSchedules(temporal.client, ['a', 'b'], { taskQueue: 'q' })).toEqual(['a', 'b']);
  const [a, b] = [await describeSchedule('a'), await describeSchedule('b')];
  expect(a.policies.overlap).toBe('SKIP');
  expect(a.action).toMatchObject({
    type: 'startWorkflow',
    workflowType: 'retrain',
    taskQueue: 'q',
    args: [{ family: 'a' }],
  });
  const [runA, runB] = [a.info.nextActionTimes, b.info.nextActionTimes];
  expect(runA[0]!.getUTCDay()).toBe(0);
  const apart = runB[0]!.getTime() - runA[0]!.getTime();
  expect((apart + WEEK) % WEEK).toBe(3_600_000); // between the two hours of a Sunday the later one comes first
  expect(runA[1]!.getTime() - runA[0]!.getTime()).toBe(WEEK);
});

it('leaves a schedule alone that a person has paused or changed', async () => {
  await ensureSchedules(temporal.client, ['kept'], { taskQueue: 'q' });
  const handle = temporal.client.schedule.getHandle(retrainScheduleId('kept'));
  await handle.update((schedule) => ({ ...schedule, spec: { intervals: [{ every: '30 days' }] } }));
  await handle.pause('moving house');
  expect(await ensureSchedules(temporal.client, ['kept', 'fresh'], { taskQueue: 'q' })).toEqual(['fresh']);
  const { spec, state } = await describeSchedule('kept');
  expect(spec.intervals).toMatchObject([{ every: 30 * 24 * 3_600_000 }]);
  expect(state).toMatchObject({ paused: true, note: 'moving house' });
});

it('follows a cron expression when one is set', async () => {
  await ensureSchedules(temporal.client, ['daily'], { taskQueue: 'q', cron: '30 4 * * *' });
  const [next] = (await describeSchedule('daily')).info.nextActionTimes;
  expect([next!.getUTCHours(), next!.getUTCMinutes()]).toEqual([4, 30]);
});

it('starts a retraining under an id of its own, and none beside it', async () => {
  const bench = new RetrainingBench(temporal);
  let goOn = () => {};
  bench.steps.script.afterEpoch = (epoch) =>
    epoch === 1 ? new Promise((resolve) => (goOn = resolve)) : Promise.resolve();
  await bench.startWorkers();
  await ensureSchedules(temporal.client, [FAMILY], { taskQueue: bench.taskQueue });
  const schedule = temporal.client.schedule.getHandle(retrainScheduleId(FAMILY));

  await schedule.update((scheduled) => ({ ...scheduled, spec: { intervals: [{ every: '1s' }] } }));
  const { info } = await eventually(
    () => schedule.describe(),
    ({ info }) => info.numActionsSkippedOverlap >= 2,
  );
  expect(info.runningActions).toHaveLength(1);
  expect(info.numActionsTaken).toBe(1);

  await schedule.pause();
  goOn();
  const [action] = info.runningActions;
  expect(action!.workflow.workflowId).toMatch(/^retrain-tiny-\d{4}-\d{2}-\d{2}T/);
  const outcome: unknown = await temporal.client.workflow.getHandle(action!.workflow.workflowId).result();
  expect(outcome).toMatchObject({ status: 'published', promote: true });
  await bench.stopWorkers();
}, 30_000);
