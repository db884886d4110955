import { createHmac } from 'node:crypto';
import { Logger } from '@nestjs/common';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { Metrics } from '../../api/metrics/metrics.js';
import { PromotionAnnouncer } from '../../api/promotions/promotion-announcer.js';
import { TemporalGateway } from '../../api/retrainings/temporal-gateway.js';
import { PromotionWebhook } from '../../platform/promotion-webhook.js';
import { announcementId } from '../../workflows/announcing.js';
import { ScriptedApi } from '../cli/scripted-api.js';
import { startTemporal } from '../support/temporal-server.js';
import { eventually } from './eventually.js';
import { FAMILY, RetrainingBench } from './retraining-bench.js';

const SECRET = 'a secret of at least 32 characters';
const HOOK = 'POST /hook';
const ACCEPTED = { status: 202, body: '' };

let temporal: TestWorkflowEnvironment;
let receiver: ScriptedApi;
let bench: RetrainingBench;

beforeAll(async () => {
  Logger.overrideLogger(false);
  temporal = await startTemporal();
}, 30_000);
afterAll(() => temporal.teardown());

beforeEach(async () => {
  receiver = await ScriptedApi.start();
  bench = new RetrainingBench(temporal);
  bench.webhook = new PromotionWebhook({ url: `${receiver.url}/hook`, secret: SECRET }, 1000);
  await bench.startWorkers();
}, 30_000);
afterEach(async () => {
  await receiver.close();
  await bench.stopWorkers();
}, 30_000);

/** What the receiver was told, each with its signature checked. */
function told(): unknown[] {
  return receiver.questions.map(({ body, headers }) => {
    const signature = `sha256=${createHmac('sha256', SECRET).update(body).digest('hex')}`;
    expect(headers['x-marquee-signature']).toBe(signature);
    const { client_payload: payload } = JSON.parse(body.toString()) as { client_payload: { promotion: string } };
    return JSON.parse(payload.promotion) as unknown;
  });
}

async function announcementOfChampion() {
  const { version, previousVersion, reason, promotedAt } = (await bench.registry.champion(FAMILY))!.champion;
  return { family: FAMILY, version, previousVersion, reason, promotedAt };
}

const announcementOf = async (id: string) => (await bench.client.workflow.getHandle(id).describe()).status.name;

it('tells of a promotion until the receiver takes it, always as the same delivery', async () => {
  receiver.answer(HOOK, { status: 503, body: 'not yet' }, 'cut', ACCEPTED);
  await bench.publish();
  await eventually(
    () => receiver.questions.length,
    (count) => count === 3,
    30,
  );
  const announcement = await announcementOfChampion();
  const deliveryId = announcementId(announcement);
  expect(told()).toEqual(Array.from({ length: 3 }, () => ({ ...announcement, deliveryId })));
  expect(receiver.questions.map(({ headers }) => headers['x-marquee-delivery'])).toEqual(
    Array.from({ length: 3 }, () => deliveryId),
  );
  await eventually(
    () => announcementOf(deliveryId),
    (status) => status === 'COMPLETED',
  );
}, 60_000);

it('tells nothing of a version that the gate refused', async () => {
  receiver.answer(HOOK, ACCEPTED);
  await bench.publish();
  await eventually(
    () => receiver.questions.length,
    (count) => count === 1,
  );
  bench.steps.script.difference = { value: -0.05, low: -0.07, high: -0.03 };
  expect((await bench.publish()).promote).toBe(false);
  expect(receiver.questions).toHaveLength(1);
}, 60_000);

it('promotes at once, whatever becomes of the receiver, and goes on telling beyond the end of the run', async () => {
  receiver.answer(HOOK, 'silence');
  const { version, promote } = await bench.publish();
  expect(promote).toBe(true);
  expect((await bench.registry.champion(FAMILY))?.champion.version).toBe(version);
  const id = announcementId(await announcementOfChampion());
  expect(await announcementOf(id)).toBe('RUNNING');
  receiver.answer(HOOK, ACCEPTED);
  await eventually(
    () => announcementOf(id),
    (status) => status === 'COMPLETED',
    30,
  );
}, 60_000);

it('comes again no sooner than the receiver wants', async () => {
  receiver.answer(HOOK, { status: 429, headers: { 'retry-after': '5' }, body: '' }, ACCEPTED);
  await bench.publish();
  await eventually(
    () => receiver.questions.length,
    (count) => count === 1,
  );
  const refusedAt = Date.now();
  await eventually(
    () => receiver.questions.length,
    (count) => count === 2,
    30,
  );
  expect(Date.now() - refusedAt).toBeGreaterThan(4500);
}, 60_000);

it('takes a refusal for an answer', async () => {
  receiver.answer(HOOK, { status: 401, body: '{"message":"Bad credentials"}' });
  await bench.publish();
  const id = announcementId(await announcementOfChampion());
  await eventually(
    () => announcementOf(id),
    (status) => status === 'FAILED',
  );
  const failure: unknown = await bench.client.workflow
    .getHandle(id)
    .result()
    .catch((error: unknown) => error);
  expect(failure).toMatchObject({
    cause: { cause: { message: expect.stringMatching(/refused it with 401: .*Bad credentials/) as string } },
  });
  expect(receiver.questions).toHaveLength(1);
}, 60_000);

it('tells of a roll-back by hand, handed over by the API', async () => {
  receiver.answer(HOOK, ACCEPTED);
  const [first] = [await bench.publish(), await bench.publish()];
  const seen = await bench.registry.champion(FAMILY);
  const { champion } = await bench.registry.moveChampion(FAMILY, { version: first.version, reason: 'by hand' }, seen);
  const gateway = new TemporalGateway(bench.client, bench.taskQueue);
  const announcer = new PromotionAnnouncer(true, () => Promise.resolve(gateway), new Metrics());
  announcer.announce(FAMILY, champion);
  announcer.announce(FAMILY, champion); // asked twice, told once
  await eventually(
    () => receiver.questions.length,
    (count) => count === 3,
  );
  expect(told()[2]).toMatchObject({
    version: first.version,
    previousVersion: seen?.champion.version,
    reason: 'by hand',
  });
  expect(receiver.questions).toHaveLength(3);
}, 60_000);
