import { createHmac, timingSafeEqual } from 'node:crypto';

/** @typedef {import('../../platform/promotion-announcement.js').PromotionAnnouncement} Promotion */

const OLDEST_HOURS = 48; // the platform tries for a day; what comes later is somebody's copy
const HOUR = 3_600_000;

/**
 * The promotion that our platform announced. Whoever may start a workflow may send anything, so nothing in it counts
 * before its signature was checked.
 * @param {{ promotion: string | undefined, signature: string | undefined, secret: string | undefined }} given
 * @returns {Promotion}
 * @throws {Error}
 */
export function readPromotion({ promotion = '', signature = '', secret = '' }, now = Date.now()) {
  if (secret === '') throw new Error('MARQUEE_PROMOTION_WEBHOOK_SECRET is not set, so no promotion can be trusted');
  if (!isSigned(promotion, signature, secret)) throw new Error('The promotion is not signed with our secret');
  const { family, version, previousVersion, reason, promotedAt } = JSON.parse(promotion);
  const age = (now - Date.parse(promotedAt)) / HOUR;
  if (!(age <= OLDEST_HOURS)) throw new Error(`The promotion is of ${promotedAt}: too long ago to follow`);
  return { family, version, previousVersion, reason, promotedAt };
}

/** @param {string} text @param {string} signature @param {string} secret */
function isSigned(text, signature, secret) {
  const expected = Buffer.from(`sha256=${createHmac('sha256', secret).update(text).digest('hex')}`);
  const given = Buffer.from(signature);
  return given.length === expected.length && timingSafeEqual(given, expected);
}
