import { requireBuilt } from './ci/ask-marquee.mjs';
import { escaped, summarise } from './ci/summary.mjs';
import { followPromotion } from './deploy/follow.mjs';
import { readPromotion } from './deploy/promotion.mjs';
import { reachApi } from './deploy/reach-api.mjs';
import { patienceSeconds } from './deploy/settings.mjs';
import { onceEnded } from './start/once-ended.mjs';

// node scripts/follow-promotion.mjs: sees to it that an announced promotion is served and answers right (docs/deploying.md).
// The announcement comes in the environment, where no shell ever reads it.
onceEnded(() => process.exit(1)); // by way of what removes the key and ends the tunnel

try {
  requireBuilt();
  const patience = patienceSeconds();
  const promotion = readPromotion({
    promotion: process.env.MARQUEE_PROMOTION,
    signature: process.env.MARQUEE_PROMOTION_SIGNATURE,
    secret: process.env.MARQUEE_PROMOTION_WEBHOOK_SECRET,
  });
  const api = await reachApi();
  try {
    const seen = await followPromotion(api.url, promotion, patience);
    summarise(
      `### ${escaped(promotion.family)} ${escaped(promotion.version)}\n\n- ${escaped(promotion.reason)}\n- ${escaped(seen)}`,
    );
  } finally {
    await api.close();
  }
} catch (error) {
  const message = error instanceof Error ? error.message : String(error);
  console.error(message);
  summarise(`### The promotion did not arrive\n\n${message.split('\n').map(escaped).join('\n\n')}`);
  process.exitCode = 1;
}
