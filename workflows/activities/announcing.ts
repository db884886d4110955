import { ApplicationFailure, log } from '@temporalio/activity';
import { PlatformError } from '../../platform/errors.js';
import type { PromotionAnnouncement } from '../../platform/promotion-announcement.js';
import { WebhookDeliveryError } from '../../platform/promotion-webhook.js';
import type { PromotionWebhook } from '../../platform/promotion-webhook.js';

/** @param webhook undefined for a worker that was given none */
export function createAnnouncingActivities(webhook: PromotionWebhook | undefined) {
  return {
    /** @throws WebhookDeliveryError; PlatformError PROMOTION_WEBHOOK_NOT_SET, which a restart with the setting mends */
    async deliverPromotion(announcement: PromotionAnnouncement, deliveryId: string): Promise<void> {
      const { family, version } = announcement;
      if (webhook === undefined) throw notSet();
      await webhook.deliver(announcement, deliveryId).catch((error: unknown) => {
        throw error instanceof WebhookDeliveryError ? whenItIsWanted(error) : error;
      });
      log.info(`told the promotion webhook that ${version} is the champion of ${family}`);
    },
  };
}
export type AnnouncingActivities = ReturnType<typeof createAnnouncingActivities>;

/** Temporal tries again after the time that the receiver asked for, else after its own. */
function whenItIsWanted(error: WebhookDeliveryError): Error {
  const { message, code: type, retryAfterSeconds } = error;
  if (retryAfterSeconds === undefined) return error;
  return ApplicationFailure.create({ message, type, cause: error, nextRetryDelay: `${retryAfterSeconds}s` });
}

function notSet(): PlatformError {
  const setting = 'MARQUEE_PROMOTION_WEBHOOK';
  const message = `${setting} is set where the champion was moved, and not for this worker`;
  return new PlatformError('PROMOTION_WEBHOOK_NOT_SET', 503, message, setting);
}
