import { PlatformError } from './errors.js';
import type { Complain, Variables } from './temporal-settings.js';

const SHORTEST_SECRET = 32; // characters: shorter ones can be guessed from one signed delivery
const SECRET = 'MARQUEE_PROMOTION_WEBHOOK_SECRET';
const EXPECTED_SECRET = `expected at least ${SHORTEST_SECRET} characters: the receiver knows by it who calls`;
const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

/** Who is told of every promotion. Holds secrets: it is for the webhook, and never for a log. */
export interface PromotionWebhookSettings {
  readonly url: string;
  /** What deliveries are signed with; only the worker that sends them needs to know it. */
  readonly secret?: string | undefined;
  /** Sent as `Authorization: Bearer …`, for receivers that want to know who calls: GitHub does. */
  readonly token?: string | undefined;
}

/**
 * MARQUEE_PROMOTION_WEBHOOK, …_SECRET and …_TOKEN.
 * @returns undefined where nobody is to be told; of use only if nothing was complained of
 */
export function readPromotionWebhook(variables: Variables, complain: Complain): PromotionWebhookSettings | undefined {
  const {
    MARQUEE_PROMOTION_WEBHOOK: url,
    MARQUEE_PROMOTION_WEBHOOK_SECRET: secret,
    MARQUEE_PROMOTION_WEBHOOK_TOKEN: token,
  } = variables;
  if (url === undefined) return undefined; // a secret that stands ready for later does no harm
  const problem = whatIsWrongWith(url);
  if (problem !== undefined) complain('MARQUEE_PROMOTION_WEBHOOK', problem);
  if (secret !== undefined && secret.length < SHORTEST_SECRET) complain(SECRET, EXPECTED_SECRET);
  if (token !== undefined && !/^[!-~]+$/.test(token)) {
    complain('MARQUEE_PROMOTION_WEBHOOK_TOKEN', 'expected no spaces or line breaks');
  }
  return { url, secret, token };
}

/** For who sends. @throws PlatformError INVALID_ENVIRONMENT when there is nothing to sign with */
export function forSending(settings: PromotionWebhookSettings): PromotionWebhookSettings & { readonly secret: string } {
  const { secret } = settings;
  if (secret !== undefined) return { ...settings, secret };
  throw new PlatformError(
    'INVALID_ENVIRONMENT',
    500,
    `These settings are wrong:\n  ${SECRET}: ${EXPECTED_SECRET}`,
    SECRET,
  );
}

/** Never quotes the address: some receivers hide a secret in it. */
function whatIsWrongWith(url: string): string | undefined {
  const address = URL.canParse(url) ? new URL(url) : undefined;
  const isOwn = address?.protocol === 'http:' && LOOPBACK.includes(address.hostname);
  if (address === undefined || !(address.protocol === 'https:' || isOwn)) {
    return 'expected an https address (http for this machine itself only)';
  }
  if (address.username !== '' || address.password !== '') {
    return 'expected no user or password in the address; MARQUEE_PROMOTION_WEBHOOK_TOKEN is for credentials';
  }
  return undefined;
}
