import { Logger } from '@nestjs/common';
import type { AnalysisStore } from '../../platform/videos/analysis-store.js';
import type { UploadStore } from '../../platform/videos/upload-store.js';

const PAUSE_MILLISECONDS = 60 * 60 * 1000;
const FIRST_MILLISECONDS = 60 * 1000; // when the start is over

/** Removes, every hour, uploads that nobody has gone on with for a day and no analysis is of. */
export class UploadSweeper {
  private readonly logger = new Logger('Uploads');
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly uploads: UploadStore,
    private readonly analyses: AnalysisStore,
  ) {}

  start(): void {
    this.timer = setTimeout(() => void this.sweep(), FIRST_MILLISECONDS).unref();
  }

  stop(): void {
    clearTimeout(this.timer);
  }

  private async sweep(): Promise<void> {
    try {
      const removed = await this.uploads.removeAbandoned(() => this.analyses.usedUploads());
      if (removed > 0) this.logger.log(`Removed ${removed} abandoned uploads`);
    } catch (error) {
      this.logger.warn(`Abandoned uploads stay: ${error instanceof Error ? error.message : String(error)}`);
    }
    this.timer = setTimeout(() => void this.sweep(), PAUSE_MILLISECONDS).unref();
  }
}
