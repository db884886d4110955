import { Injectable } from '@nestjs/common';
import { PlatformError } from '../../platform/errors.js';
import { AnalysisStore } from '../../platform/videos/analysis-store.js';
import type { AnalysisRecord } from '../../platform/videos/analysis.js';
import { UploadIncompleteError } from '../../platform/videos/upload-errors.js';
import { UploadStore } from '../../platform/videos/upload-store.js';
import { isComplete, offsetOf } from '../../platform/videos/upload.js';
import type { Upload } from '../../platform/videos/upload.js';
import { Metrics } from '../metrics/metrics.js';
import { AnalysisRuns } from './analysis-runs.js';
import type { Analysis, AnalysisDetails, AnalysisRequest } from './analysis.schema.js';

/** What becomes of a record whose workflow ended without a word: somebody terminated it in Temporal. */
const LOST = { code: 'ANALYSIS_LOST', message: 'Its workflow was ended from outside' };

@Injectable()
export class AnalysesService {
  constructor(
    private readonly analyses: AnalysisStore,
    private readonly uploads: UploadStore,
    private readonly runs: AnalysisRuns,
    private readonly metrics: Metrics,
  ) {}

  /** @throws UploadNotFoundError; UploadIncompleteError; PlatformError TEMPORAL_UNAVAILABLE, and then there is none */
  async start({ uploadId }: AnalysisRequest): Promise<Analysis> {
    const upload = await this.uploads.upload(uploadId);
    if (!isComplete(upload)) throw new UploadIncompleteError(uploadId, offsetOf(upload), upload.size);
    const record = await this.analyses.create(upload);
    try {
      await this.runs.start(record.id);
    } catch (error) {
      await this.analyses.remove(record.id);
      throw error;
    }
    this.metrics.analysesStarted.inc();
    return present(record, 0, null);
  }

  /** Newest first. */
  async list(limit: number): Promise<Analysis[]> {
    const records = (await this.analyses.records()).slice(0, limit);
    return Promise.all(records.map((record) => this.presentRecord(record)));
  }

  /** @throws AnalysisNotFoundError */
  async summary(id: string): Promise<Analysis> {
    return this.presentRecord(await this.analyses.record(id));
  }

  /** @throws AnalysisNotFoundError */
  async details(id: string): Promise<AnalysisDetails> {
    const record = await this.analyses.record(id);
    const [file, summary] = await Promise.all([this.analyses.shots(id), this.presentRecord(record)]);
    const { video = null, labelledBy = null, shots = [] } = file ?? {};
    return {
      ...summary,
      shotCount: shots.length,
      videoUrl: `/api/analyses/${id}/video`,
      ...{ video, labelledBy },
      shots: shots.map((shot) => ({ ...shot, thumbnailUrl: `/api/analyses/${id}/thumbnails/${shot.number}` })),
    };
  }

  /** @throws AnalysisNotFoundError */
  async video(id: string): Promise<Upload> {
    return this.uploads.upload((await this.analyses.record(id)).uploadId);
  }

  /** One that runs is stopped first, and removes itself. @throws AnalysisNotFoundError */
  async remove(id: string): Promise<void> {
    const { status } = await this.analyses.record(id);
    if (status === 'running' && (await this.runs.cancel(id))) return;
    await this.analyses.removeWithUpload(id, this.uploads);
  }

  private async presentRecord(record: AnalysisRecord): Promise<Analysis> {
    if (record.status !== 'running') return present(record, record.shotCount ?? 0, null);
    const progress = await this.runs.progress(record.id);
    const isLost = progress?.stage !== 'looking' && (await this.isLost(record.id));
    if (!isLost) return present(record, progress?.shots ?? 0, progress);
    const written = await this.analyses.record(record.id); // perhaps it ended while we asked
    if (written.status !== 'running') return present(written, written.shotCount ?? 0, null);
    return present({ ...record, status: 'failed', failure: LOST }, 0, null);
  }

  /** Not while Temporal cannot be asked. */
  private async isLost(id: string): Promise<boolean> {
    try {
      return !(await this.runs.isRunning(id));
    } catch (error) {
      if (error instanceof PlatformError) return false;
      throw error;
    }
  }
}

function present(record: AnalysisRecord, shotCount: number, progress: Analysis['progress']): Analysis {
  return { ...record, shotCount, progress };
}
