import { proxyActivities, workflowInfo } from '@temporalio/workflow';
import type { PromotionAnnouncement } from '../platform/promotion-announcement.js';
import type { AnnouncingActivities } from './activities/announcing.js';

const announcing = proxyActivities<AnnouncingActivities>({
  startToCloseTimeout: '30s', // a try is given up sooner: this is for a worker that died with it
  scheduleToCloseTimeout: '1 day', // a receiver that is down overnight still hears of it
  retry: { initialInterval: '2s', maximumInterval: '15 minutes' },
});

/** Tells the promotion webhook of a champion that was moved: beside the retraining, which must wait for no receiver. */
export async function announcePromotion(announcement: PromotionAnnouncement): Promise<void> {
  await announcing.deliverPromotion(announcement, workflowInfo().workflowId);
}
