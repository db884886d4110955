import type { PromotionAnnouncement } from '../platform/promotion-announcement.js';

/** The workflow's type: the API starts it by name. */
export const ANNOUNCE_PROMOTION_WORKFLOW = 'announcePromotion';

/** The announcement's workflow id. The same promotion has the same one always, so that it is told once whoever asks twice. */
export function announcementId({ family, version, promotedAt }: PromotionAnnouncement): string {
  return `promotion-${family}-${version}-${promotedAt.replaceAll(/[^\dTZ]/g, '')}`;
}
