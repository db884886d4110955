import { createHmac } from 'node:crypto';
import { PlatformError } from './errors.js';
import type { PromotionAnnouncement } from './promotion-announcement.js';
import type { PromotionWebhookSettings } from './promotion-webhook-settings.js';

const PATIENCE_MILLISECONDS = 10_000; // for one try; whoever receives should note it down and work later
const WORTH_ANOTHER_TRY = [408, 425, 429];
const QUOTED_CHARACTERS = 200; // of what the receiver says to its refusal

/** The receiver did not take it. Below 500 another try would not help. */
export class WebhookDeliveryError extends PlatformError {
  constructor(
    status: 422 | 503,
    message: string,
    /** When the receiver wants to be asked again, if it says so. */
    readonly retryAfterSeconds?: number,
    options?: ErrorOptions,
  ) {
    super('PROMOTION_NOT_DELIVERED', status, message, 'MARQUEE_PROMOTION_WEBHOOK', options);
  }
}

/**
 * Tells one receiver of promotions. The body is what GitHub's `repository_dispatch` takes, with the promotion as JSON
 * text and a signature of that text inside, since GitHub passes no headers on; all others check the signature of the
 * whole body in X-Marquee-Signature. Both are `sha256=` and an HMAC in hex, made with the secret.
 */
export class PromotionWebhook {
  constructor(
    private readonly settings: PromotionWebhookSettings & { readonly secret: string },
    private readonly patienceMilliseconds = PATIENCE_MILLISECONDS,
  ) {}

  /**
   * @param deliveryId the same for every try of one delivery, so that the receiver can tell a repetition
   * @throws WebhookDeliveryError
   */
  async deliver(announcement: PromotionAnnouncement, deliveryId: string): Promise<void> {
    const { url, token } = this.settings;
    const body = this.bodyOf(announcement, deliveryId);
    const headers = {
      'content-type': 'application/json',
      accept: 'application/vnd.github+json, application/json',
      'user-agent': 'marquee', // GitHub answers nobody without
      'x-marquee-event': 'promotion',
      'x-marquee-delivery': deliveryId,
      'x-marquee-signature': this.sign(body),
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
    };
    const signal = AbortSignal.timeout(this.patienceMilliseconds);
    try {
      // A redirection is not followed: it would take the token and the promotion to somebody else.
      const answer = await fetch(url, { method: 'POST', redirect: 'manual', headers, body, signal });
      if (answer.ok) return await answer.body?.cancel();
      throw await refusalIn(answer, this.receiver);
    } catch (error) {
      if (error instanceof WebhookDeliveryError) throw error;
      throw new WebhookDeliveryError(503, `${this.receiver} did not answer: ${reasonOf(error)}`, undefined, {
        cause: error,
      });
    }
  }

  /** Without its path, in which some receivers hide a secret. */
  private get receiver(): string {
    return `The promotion webhook at ${new URL(this.settings.url).host}`;
  }

  private bodyOf(announcement: PromotionAnnouncement, deliveryId: string): string {
    const { family, version, previousVersion, reason, promotedAt } = announcement;
    const promotion = JSON.stringify({ family, version, previousVersion, reason, promotedAt, deliveryId });
    const payload = { promotion, signature: this.sign(promotion) };
    return JSON.stringify({ event_type: 'marquee-promotion', client_payload: payload });
  }

  private sign(text: string): string {
    return `sha256=${createHmac('sha256', this.settings.secret).update(text).digest('hex')}`;
  }
}

async function refusalIn(answer: Response, receiver: string): Promise<WebhookDeliveryError> {
  const { status, headers } = answer;
  const said = await beginningOf(answer);
  const retryAfter = secondsUntil(headers.get('retry-after'));
  const isLimited = status === 403 && retryAfter !== undefined; // how GitHub says "too many"
  if (status >= 500 || WORTH_ANOTHER_TRY.includes(status) || isLimited) {
    return new WebhookDeliveryError(503, `${receiver} answered ${status}${said}`, retryAfter);
  }
  const why = status < 400 ? ', a redirection, which is not followed' : said;
  return new WebhookDeliveryError(422, `${receiver} refused it with ${status}${why}`);
}

async function beginningOf({ body }: Response): Promise<string> {
  const reader = body?.getReader();
  const first = await reader?.read();
  await reader?.cancel();
  const text = new TextDecoder().decode(first?.value).replaceAll(/\s+/g, ' ').trim();
  return text === '' ? '' : `: ${text.slice(0, QUOTED_CHARACTERS)}`;
}

/** @param retryAfter seconds, or an HTTP date */
function secondsUntil(retryAfter: string | null): number | undefined {
  if (retryAfter === null) return undefined;
  if (/^\d+$/.test(retryAfter)) return Number(retryAfter);
  const milliseconds = Date.parse(retryAfter) - Date.now();
  return Number.isNaN(milliseconds) ? undefined : Math.max(0, Math.ceil(milliseconds / 1000));
}

/** fetch hides what happened in the cause. */
function reasonOf(error: unknown): string {
  const { cause, name, message } = error as Error;
  if (name === 'TimeoutError') return 'it took too long';
  const { code } = (cause ?? {}) as { code?: string };
  return code ?? message;
}
