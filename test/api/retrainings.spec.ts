import type { TestWorkflowEnvironment } from '@temporalio/testing';
import type { Retraining } from '../../api/retrainings/retraining.schema.js';
import { ensureSchedules } from '../../workflows/schedules.js';
import { RetrainingBench } from '../retraining/retraining-bench.js';
import { startTemporal } from '../support/temporal-server.js';
import { ApiBench } from './api-bench.js';
import type { RunningApi } from './running-api.js';

const FAMILY = 'poster-genre';
const JSON_BODY = { 'content-type': 'application/json' };

let temporal: TestWorkflowEnvironment;
let retraining: RetrainingBench;
let bench: ApiBench;
let api: RunningApi;

beforeAll(async () => {
  [temporal, bench] = await Promise.all([startTemporal(), ApiBench.create()]);
  retraining = new RetrainingBench(temporal);
  await retraining.startWorkers();
  api = await bench.start({ TEMPORAL_ADDRESS: temporal.address, MARQUEE_TASK_QUEUE: retraining.taskQueue });
}, 60_000);

afterAll(async () => {
  await api?.stop();
  await retraining?.stopWorkers();
  await temporal?.teardown();
  await bench?.remove();
}, 30_000);

const start = (body = '{}') => api.raw('POST', `/api/models/${FAMILY}/retrainings`, body, JSON_BODY);
const idOf = ({ body }: { body: string }) => (JSON.parse(body) as { id: string }).id;
const retrainingOf = (id: string) => api.get<Retraining>(`/api/retrainings/${id}`);
const statusOf = async (id: string) => (await retrainingOf(id)).status;

/** Every retraining from now on waits after its first epoch until it is let go. */
function holdAfterFirstEpoch(): () => void {
  let letGo = () => {};
  const held = new Promise<void>((resolve) => (letGo = resolve));
  retraining.steps.script.afterEpoch = () => held;
  return letGo;
}

it('starts a retraining, shows how it goes, and tells its outcome to who listens', async () => {
  const letGo = holdAfterFirstEpoch();
  const started = await start('{"seed":7}');
  expect(started.status).toBe(202);
  const id = idOf(started);
  expect(id).toMatch(/^retrain-poster-genre-[0-9a-f]{8}$/);

  const events = api.raw('GET', `/api/retrainings/${id}/events`);
  await api.eventually(async () => ((await retrainingOf(id)).progress?.epoch ?? 0) >= 1);
  expect(await retrainingOf(id)).toMatchObject({ family: FAMILY, status: 'running', startedBy: 'api', endedAt: null });
  letGo();
  await api.eventually(async () => (await statusOf(id)) === 'completed');

  const { headers, body } = await events;
  expect(headers['content-type']).toMatch(/^text\/event-stream/);
  const told = body.split('\n\n').filter((event) => event.includes('event: retraining'));
  const last = JSON.parse(/^data: (.*)$/m.exec(told.at(-1)!)![1]!) as Retraining;
  expect(told.length).toBeGreaterThan(1);
  expect(last).toMatchObject({
    id,
    status: 'completed',
    outcome: { status: 'published', promote: true },
    failure: null,
  });
}, 30_000);

it('refuses a second one while one runs, and cancels', async () => {
  const letGo = holdAfterFirstEpoch();
  const atOnce = await Promise.all([start(), start()]);
  const started = atOnce.filter(({ status }) => status === 202);
  expect(started).toHaveLength(1);
  const id = idOf(started[0]!);
  for (const { status, body } of [...atOnce.filter((answer) => answer !== started[0]), await start()]) {
    expect([status, JSON.parse(body)]).toMatchObject([409, { code: 'RETRAINING_RUNNING', field: 'family' }]);
  }

  await api.eventually(async () => ((await retrainingOf(id)).progress?.epoch ?? 0) >= 1);
  expect((await api.raw('DELETE', `/api/retrainings/${id}`)).status).toBe(202);
  await api.eventually(async () => (await statusOf(id)) === 'cancelled');
  letGo();
}, 30_000);

it('lists them newest first, of one family or of all', async () => {
  await api.eventually(async () => {
    const { retrainings } = await api.get<{ retrainings: Retraining[] }>('/api/retrainings?limit=5');
    return retrainings.map(({ status }) => status).join() === 'cancelled,completed';
  });
  const { retrainings } = await api.get<{ retrainings: Retraining[] }>(`/api/retrainings?family=${FAMILY}&limit=1`);
  expect(retrainings).toMatchObject([{ family: FAMILY, status: 'cancelled', outcome: null }]);
  expect(await api.get('/api/retrainings?family=plot-genre')).toEqual({ retrainings: [] });
}, 30_000);

it('says when a family is retrained by itself', async () => {
  const none = await api.raw('GET', `/api/models/${FAMILY}/schedule`);
  expect([none.status, JSON.parse(none.body)]).toMatchObject([404, { code: 'SCHEDULE_NOT_FOUND' }]);
  await ensureSchedules(temporal.client, [FAMILY], { taskQueue: retraining.taskQueue });
  expect(await api.get(`/api/models/${FAMILY}/schedule`)).toEqual({
    id: 'retrain-poster-genre',
    cron: ['Sundays at 02:00 UTC'],
    nextRunAt: expect.stringMatching(/T02:00:00.000Z$/) as string,
    isPaused: false,
    overlap: 'SKIP',
  });
});

it('does not know every retraining', async () => {
  const answer = await api.raw('GET', '/api/retrainings/retrain-poster-genre-00000000');
  expect([answer.status, JSON.parse(answer.body)]).toMatchObject([404, { code: 'RETRAINING_NOT_FOUND' }]);
});

it('says within 5 s that Temporal cannot be reached, and predicts meanwhile', async () => {
  const alone = await bench.start();
  try {
    const startedAt = Date.now();
    const answer = await alone.raw('GET', '/api/retrainings');
    expect([answer.status, JSON.parse(answer.body)]).toMatchObject([503, { code: 'TEMPORAL_UNAVAILABLE' }]);
    expect(Date.now() - startedAt).toBeLessThan(5000);
    expect((await alone.raw('GET', '/health/ready')).status).toBe(200);
  } finally {
    await alone.stop();
  }
}, 30_000);
