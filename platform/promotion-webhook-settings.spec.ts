import { readEnvironment } from './environment.js';
import { forSending } from './promotion-webhook-settings.js';

const SECRET = 'a secret of at least 32 characters';
const URL = 'https://hooks.example/promotions?key=hidden';

const read = (url: string, others: Readonly<Record<string, string>> = { MARQUEE_PROMOTION_WEBHOOK_SECRET: SECRET }) =>
  readEnvironment({ MARQUEE_PROMOTION_WEBHOOK: url, ...others }).promotionWebhook;

it('tells nobody by default, though a secret may stand ready', () => {
  expect(readEnvironment({}).promotionWebhook).toBeUndefined();
  expect(read('')).toBeUndefined();
});

it('takes an address with its secret, and a token where one is wanted', () => {
  expect(read(URL)).toEqual({ url: URL, secret: SECRET, token: undefined });
  const others = { MARQUEE_PROMOTION_WEBHOOK_SECRET: SECRET, MARQUEE_PROMOTION_WEBHOOK_TOKEN: 'ghp_0' };
  expect(read(URL, others)?.token).toBe('ghp_0');
});

it.each(['http://localhost:9000/', 'http://127.0.0.1:9000/', 'http://[::1]:9000/'])(
  'takes plain http on this machine itself: %s',
  (url) => expect(read(url)?.url).toBe(url),
);

it.each([
  ['a short secret', URL, { MARQUEE_PROMOTION_WEBHOOK_SECRET: 'x'.repeat(31) }, 'at least 32 characters'],
  ['plain http to another machine', 'http://hooks.example/', undefined, 'expected an https address'],
  ['what is no address', 'hooks.example', undefined, 'expected an https address'],
  ['a password in the address', 'https://a:b@hooks.example/', undefined, 'expected no user or password'],
  [
    'a token with a line break',
    URL,
    { MARQUEE_PROMOTION_WEBHOOK_SECRET: SECRET, MARQUEE_PROMOTION_WEBHOOK_TOKEN: 'a\nb' },
    'MARQUEE_PROMOTION_WEBHOOK_TOKEN: expected no spaces or line breaks',
  ],
])('refuses %s', (_what, url, others, complaint) => {
  expect(() => read(url, others)).toThrow(complaint);
});

it('asks for the secret where promotions are sent, and nowhere else', () => {
  const known = read(URL, {});
  expect(known).toEqual({ url: URL, secret: undefined, token: undefined });
  expect(() => forSending(known!)).toThrow('MARQUEE_PROMOTION_WEBHOOK_SECRET: expected at least 32 characters');
  expect(forSending(read(URL)!).secret).toBe(SECRET);
});

it('never quotes what may be a secret', () => {
  const told = () => read('http://hooks.example/hidden', { MARQUEE_PROMOTION_WEBHOOK_SECRET: 'short-secret' });
  expect(told).toThrow('MARQUEE_PROMOTION_WEBHOOK');
  expect(told).not.toThrow(/hidden|short-secret/);
});
