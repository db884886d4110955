import type { ArtifactStore } from '../artifact-store.js';
import { deleteBelow } from '../delete-below.js';
import { ArtifactNotFoundError, PlatformError } from '../errors.js';
import { findJson } from '../find-json.js';
import { jsonBytes } from '../json-bytes.js';
import { RecordStore } from '../record-store.js';
import { AnalysisRecordSchema, ShotsFileSchema } from './analysis.js';
import type { AnalysisRecord, ShotsFile } from './analysis.js';
import type { UploadStore } from './upload-store.js';
import type { Upload } from './upload.js';

export class AnalysisNotFoundError extends PlatformError {
  constructor(id: string) {
    super('ANALYSIS_NOT_FOUND', 404, `No analysis ${id}`, 'id');
  }
}

/** What is kept of analyses of videos, over any ArtifactStore: a record of each, its shots, and a thumbnail of every shot. */
export class AnalysisStore {
  private readonly entries: RecordStore<AnalysisRecord>;

  constructor(
    private readonly store: ArtifactStore,
    now: () => number = Date.now,
  ) {
    const notFound = (id: string) => new AnalysisNotFoundError(id);
    this.entries = new RecordStore(store, { folder: 'analysis-records/', schema: AnalysisRecordSchema, notFound }, now);
  }

  create({ id: uploadId, name, size }: Pick<Upload, 'id' | 'name' | 'size'>): Promise<AnalysisRecord> {
    return this.entries.create({ uploadId, name, size, status: 'running', failure: null, shotCount: null });
  }

  /** @throws AnalysisNotFoundError */
  record(id: string): Promise<AnalysisRecord> {
    return this.entries.read(id);
  }

  /** Newest first. */
  records(limit?: number): Promise<AnalysisRecord[]> {
    return this.entries.newest(limit);
  }

  /** The ids of the uploads that some analysis is of. */
  async usedUploads(): Promise<ReadonlySet<string>> {
    return new Set((await this.records()).map(({ uploadId }) => uploadId));
  }

  /** How it ended; nothing for an analysis that was removed meanwhile. */
  end(id: string, ending: Pick<AnalysisRecord, 'failure' | 'shotCount'>): Promise<void> {
    return this.entries.end(id, { ...ending, status: ending.failure === null ? 'completed' : 'failed' });
  }

  async writeShots(id: string, shots: ShotsFile): Promise<void> {
    await this.store.put(this.fileKey(id, 'shots.json'), jsonBytes(shots));
  }

  /** The shots so far; undefined before anything is known. */
  async shots(id: string): Promise<ShotsFile | undefined> {
    return (await findJson(this.store, this.fileKey(id, 'shots.json'), ShotsFileSchema))?.value;
  }

  async writeThumbnail(id: string, shot: number, webp: Uint8Array): Promise<void> {
    await this.store.put(this.thumbnailKey(id, shot), webp);
  }

  /** WebP. @throws AnalysisNotFoundError */
  async thumbnail(id: string, shot: number): Promise<Uint8Array> {
    try {
      return (await this.store.get(this.thumbnailKey(id, shot))).bytes;
    } catch (error) {
      throw error instanceof ArtifactNotFoundError ? new AnalysisNotFoundError(`${id} with shot ${shot}`) : error;
    }
  }

  /** Its record, shots and thumbnails. */
  async remove(id: string): Promise<void> {
    await this.entries.remove(id); // first: from here on it does not exist
    await deleteBelow(this.store, this.fileKey(id, ''));
  }

  /** With the video, unless another analysis is of the same. */
  async removeWithUpload(id: string, uploads: UploadStore): Promise<void> {
    const record = await this.entries.find(id);
    await this.remove(id);
    if (record !== undefined && !(await this.usedUploads()).has(record.uploadId)) await uploads.remove(record.uploadId);
  }

  private fileKey(id: string, name: string): string {
    return `analyses/${this.entries.checked(id)}/${name}`;
  }

  private thumbnailKey(id: string, shot: number): string {
    return this.fileKey(id, `thumbnails/${String(shot).padStart(5, '0')}.webp`);
  }
}
