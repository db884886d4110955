import { Logger } from '@nestjs/common';
import pRetry from 'p-retry';
import { PlatformError } from '../../platform/errors.js';
import type { Champion } from '../../platform/manifest.js';
import { announcementOf } from '../../platform/promotion-announcement.js';
import type { PromotionAnnouncement } from '../../platform/promotion-announcement.js';
import { ANNOUNCE_PROMOTION_WORKFLOW, announcementId } from '../../workflows/announcing.js';
import type { Metrics } from '../metrics/metrics.js';
import type { TemporalGateway } from '../retrainings/temporal-gateway.js';

const PATIENCE_MILLISECONDS = 10 * 60_000; // Temporal may be restarted; what is away for longer, people know of

/** Hands promotions by hand to Temporal, which tells the promotion webhook of them. Nobody waits for it, nothing fails with it. */
export class PromotionAnnouncer {
  private readonly logger = new Logger('Promotions');
  private readonly stopping = new AbortController();
  private readonly pending = new Set<Promise<void>>();
  private opened: Promise<TemporalGateway> | undefined;

  constructor(
    /** Whether anybody is to be told. */
    private readonly isWanted: boolean,
    private readonly open: () => Promise<TemporalGateway>,
    private readonly metrics: Metrics,
    private readonly patienceMilliseconds = PATIENCE_MILLISECONDS,
  ) {}

  announce(family: string, champion: Champion): void {
    if (!this.isWanted) return;
    const handingOver = this.handOver(announcementOf(family, champion));
    this.pending.add(handingOver);
    void handingOver.finally(() => this.pending.delete(handingOver));
  }

  async close(): Promise<void> {
    this.stopping.abort(new Error('the API ends'));
    await Promise.all(this.pending);
    await (await this.opened)?.close();
  }

  private async handOver(announcement: PromotionAnnouncement): Promise<void> {
    const { family, version } = announcement;
    try {
      await pRetry(() => this.start(announcement), {
        ...{ retries: Infinity, maxRetryTime: this.patienceMilliseconds, minTimeout: 500, maxTimeout: 15_000 },
        signal: this.stopping.signal,
      });
      this.metrics.announcements.inc({ family, outcome: 'started' });
    } catch (error) {
      this.metrics.announcements.inc({ family, outcome: 'lost' });
      const why = error instanceof Error ? error.message : String(error);
      this.logger.error(`Nobody will be told that ${version} is the champion of ${family}: ${why}`);
    }
  }

  private async start(announcement: PromotionAnnouncement): Promise<void> {
    this.opened ??= this.open();
    const temporal = await this.opened;
    const options = { workflowId: announcementId(announcement), taskQueue: temporal.taskQueue, args: [announcement] };
    try {
      await temporal.ask((client) =>
        client.workflow.start(ANNOUNCE_PROMOTION_WORKFLOW, { ...options, workflowIdReusePolicy: 'REJECT_DUPLICATE' }),
      );
    } catch (error) {
      if (!isBegunAlready(error)) throw error; // else by a try whose answer came too late
    }
  }
}

function isBegunAlready(error: unknown): boolean {
  return error instanceof PlatformError && error.code === 'RETRAINING_RUNNING';
}
