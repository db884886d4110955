import { createHmac } from 'node:crypto';
import { ScriptedApi } from '../test/cli/scripted-api.js';
import { freePort } from '../test/support/free-port.js';
import { PromotionWebhook } from './promotion-webhook.js';

const SECRET = 'a secret of at least 32 characters';
const DELIVERY = 'promotion-plot-genre-20261121T080000Z-0000bbbb-20261121T081500000Z';
const ANNOUNCEMENT = {
  family: 'plot-genre',
  version: '20261121T080000Z-0000bbbb',
  previousVersion: '20261121T070000Z-0000aaaa',
  reason: 'Not worse: macroAuc 0.812; “quoted”, $(not run) and\nover two lines.',
  promotedAt: '2026-11-21T08:15:00.000Z',
};
const ACCEPTED = { status: 204, body: '' };

let receiver: ScriptedApi;
beforeEach(async () => void (receiver = await ScriptedApi.start()));
afterEach(() => receiver.close());

const url = () => `${receiver.url}/hook?key=hidden`;
const webhook = (token?: string) => new PromotionWebhook({ url: url(), secret: SECRET, token }, 500);
const deliver = () => webhook().deliver(ANNOUNCEMENT, DELIVERY);
const signatureOf = (text: string | Buffer) => `sha256=${createHmac('sha256', SECRET).update(text).digest('hex')}`;

it('signs the whole body, and the promotion within it for receivers that pass no headers on', async () => {
  receiver.answer('POST /hook?key=hidden', ACCEPTED);
  await webhook('token-0').deliver(ANNOUNCEMENT, DELIVERY);
  const { body, headers } = receiver.questions[0]!;
  expect(headers).toMatchObject({
    authorization: 'Bearer token-0',
    'content-type': 'application/json',
    'x-marquee-event': 'promotion',
    'x-marquee-delivery': DELIVERY,
    'x-marquee-signature': signatureOf(body),
  });
  const { event_type: type, client_payload: payload } = JSON.parse(body.toString()) as {
    event_type: string;
    client_payload: { promotion: string; signature: string };
  };
  expect(type).toBe('marquee-promotion');
  expect(payload).toEqual({ promotion: payload.promotion, signature: signatureOf(payload.promotion) });
  expect(JSON.parse(payload.promotion)).toEqual({ ...ANNOUNCEMENT, deliveryId: DELIVERY });
});

it('sends no credentials where there are none', async () => {
  receiver.answer('POST /hook?key=hidden', ACCEPTED);
  await deliver();
  expect(receiver.questions[0]!.headers).not.toHaveProperty('authorization');
});

it.each([408, 425, 429, 500, 502, 503, 504])('wants another try after %d', async (status) => {
  receiver.answer('POST /hook?key=hidden', { status, body: 'busy' });
  await expect(deliver()).rejects.toMatchObject({ code: 'PROMOTION_NOT_DELIVERED', status: 503 });
});

it.each([400, 401, 403, 404, 410, 422])('takes %d for an answer', async (status) => {
  receiver.answer('POST /hook?key=hidden', { status, body: '{ "message":\n "Bad credentials" }' });
  const refused = { status: 422, field: 'MARQUEE_PROMOTION_WEBHOOK' };
  await expect(deliver()).rejects.toMatchObject(refused);
  await expect(deliver()).rejects.toThrow(`refused it with ${status}: { "message": "Bad credentials" }`);
});

it('follows no redirection, which would take the token to somebody else', async () => {
  receiver.answer('POST /hook?key=hidden', { status: 307, headers: { location: `${receiver.url}/else` }, body: '' });
  await expect(deliver()).rejects.toMatchObject({ status: 422 });
  expect(receiver.questions.map(({ what }) => what)).toEqual(['POST /hook?key=hidden']);
});

it('says when the receiver wants to be asked again, in seconds or as a date', async () => {
  const busy = (retryAfter: string, status = 503) => ({ status, headers: { 'retry-after': retryAfter }, body: '' });
  receiver.answer('POST /hook?key=hidden', busy('7'), busy('120', 403), busy('soon'));
  await expect(deliver()).rejects.toMatchObject({ retryAfterSeconds: 7 });
  await expect(deliver()).rejects.toMatchObject({ status: 503, retryAfterSeconds: 120 }); // GitHub's "too many"
  await expect(deliver()).rejects.toMatchObject({ retryAfterSeconds: undefined });
  receiver.answer('POST /hook?key=hidden', busy(new Date(Date.now() + 60_000).toUTCString()));
  const { retryAfterSeconds } = (await deliver().catch((error: unknown) => error)) as { retryAfterSeconds: number };
  expect(retryAfterSeconds).toBeGreaterThan(50);
  expect(retryAfterSeconds).toBeLessThanOrEqual(60);
});

it.each(['cut', 'silence'] as const)('wants another try when the receiver answers by %s', async (answer) => {
  receiver.answer('POST /hook?key=hidden', answer);
  await expect(deliver()).rejects.toMatchObject({ status: 503, code: 'PROMOTION_NOT_DELIVERED' });
});

it('names the receiver without what may be a secret in its address', async () => {
  receiver.answer('POST /hook?key=hidden', { status: 500, body: '' });
  await expect(deliver()).rejects.toThrow(/^The promotion webhook at 127\.0\.0\.1:\d+ answered 500$/);
  const nobody = `http://127.0.0.1:${await freePort()}/hidden`;
  const away = new PromotionWebhook({ url: nobody, secret: SECRET }).deliver(ANNOUNCEMENT, DELIVERY);
  await expect(away).rejects.toThrow(/^The promotion webhook at 127\.0\.0\.1:\d+ did not answer: ECONNREFUSED$/);
});
