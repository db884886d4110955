import { Injectable } from '@nestjs/common';
import { AnalysisStore } from '../../platform/videos/analysis-store.js';
import type { AnalysisRecord } from '../../platform/videos/analysis.js';
import { UploadIncompleteError } from '../../platform/videos/upload-errors.js';
import { UploadStore } from '../../platform/videos/upload-store.js';
import { isComplete, offsetOf } from '../../platform/videos/upload.js';
import type { Upload } from '../../platform/videos/upload.js';
import { followRecord } from '../live/follow-record.js';
import { Metrics } from '../metrics/metrics.js';
import { AnalysisRuns } from './analysis-runs.js';
import type { Analysis, AnalysisDetails, AnalysisRequest } from './analysis.schema.js';

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
      await this.runs.start(record.id, { id: record.id });
    } catch (error) {
      await this.analyses.remove(record.id);
      throw error;
    }
    this.metrics.analysesStarted.inc();
    return { ...record, shotCount: 0, progress: null };
  }

  /** Newest first. */
  async list(limit: number): Promise<Analysis[]> {
    const records = await this.analyses.records(limit);
    return Promise.all(records.map((record) => this.present(record)));
  }

  /** @throws AnalysisNotFoundError */
  async summary(id: string): Promise<Analysis> {
    return this.present(await this.analyses.record(id));
  }

  /** @throws AnalysisNotFoundError */
  async details(id: string): Promise<AnalysisDetails> {
    const record = await this.analyses.record(id);
    const [file, summary] = await Promise.all([this.analyses.shots(id), this.present(record)]);
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

  private async present(written: AnalysisRecord): Promise<Analysis> {
    const readAgain = () => this.analyses.record(written.id);
    const { record, progress } = await followRecord(this.runs, written, readAgain, 'ANALYSIS_LOST');
    return { ...record, shotCount: record.shotCount ?? progress?.shots ?? 0, progress };
  }
}
