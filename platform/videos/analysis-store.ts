import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type { ArtifactStore } from '../artifact-store.js';
import { ArtifactNotFoundError, PlatformError } from '../errors.js';
import { jsonBytes } from '../json-bytes.js';
import { AnalysisIdSchema, AnalysisRecordSchema, ShotsFileSchema } from './analysis.js';
import type { AnalysisRecord, ShotsFile } from './analysis.js';
import type { UploadStore } from './upload-store.js';
import type { Upload } from './upload.js';

const RECORDS = 'analysis-records/'; // beside the files of analyses: a list of records must not walk past every thumbnail

export class AnalysisNotFoundError extends PlatformError {
  constructor(id: string) {
    super('ANALYSIS_NOT_FOUND', 404, `No analysis ${id}`, 'id');
  }
}

/** What is kept of analyses of videos, over any ArtifactStore: a record of each, its shots, and a thumbnail of every shot. */
export class AnalysisStore {
  constructor(
    private readonly store: ArtifactStore,
    private readonly now: () => number = Date.now,
  ) {}

  async create({ id: uploadId, name, size }: Pick<Upload, 'id' | 'name' | 'size'>): Promise<AnalysisRecord> {
    const createdAt = new Date(this.now()).toISOString();
    const time = createdAt.replace(/\.\d+Z$/, 'Z').replaceAll(/[-:]/g, '');
    const record: AnalysisRecord = {
      ...{ id: `${time}-${randomUUID().slice(0, 8)}`, uploadId, name, size, createdAt },
      ...{ status: 'running', endedAt: null, failure: null, shotCount: null },
    };
    await this.store.put(recordKey(record.id), jsonBytes(record), { ifNoneMatch: '*' });
    return record;
  }

  /** @throws AnalysisNotFoundError */
  async record(id: string): Promise<AnalysisRecord> {
    return this.read(id, recordKey(id), AnalysisRecordSchema);
  }

  /** Newest first. */
  async records(): Promise<AnalysisRecord[]> {
    const records: AnalysisRecord[] = [];
    for await (const { key } of this.store.list(RECORDS)) {
      const id = key.slice(RECORDS.length).replace(/\.json$/, '');
      const record = await this.record(id).catch(ignoreMissing); // else removed while we listed
      if (record !== undefined) records.push(record);
    }
    return records.reverse(); // an id begins with its time
  }

  async isUploadUsed(uploadId: string): Promise<boolean> {
    return (await this.records()).some((record) => record.uploadId === uploadId);
  }

  /** How it ended; nothing for an analysis that was removed meanwhile. */
  async end(id: string, ending: Pick<AnalysisRecord, 'failure' | 'shotCount'>): Promise<void> {
    const record = await this.record(id).catch(ignoreMissing);
    if (record === undefined) return;
    const endedAt = new Date(this.now()).toISOString();
    const ended = { ...record, ...ending, status: ending.failure === null ? 'completed' : 'failed', endedAt };
    await this.store.put(recordKey(id), jsonBytes(ended));
  }

  async writeShots(id: string, shots: ShotsFile): Promise<void> {
    await this.store.put(fileKey(id, 'shots.json'), jsonBytes(shots));
  }

  /** The shots so far; undefined before anything is known. */
  async shots(id: string): Promise<ShotsFile | undefined> {
    return this.read(id, fileKey(id, 'shots.json'), ShotsFileSchema).catch(ignoreMissing);
  }

  async writeThumbnail(id: string, shot: number, webp: Uint8Array): Promise<void> {
    await this.store.put(thumbnailKey(id, shot), webp);
  }

  /** WebP. @throws AnalysisNotFoundError */
  async thumbnail(id: string, shot: number): Promise<Uint8Array> {
    try {
      return (await this.store.get(thumbnailKey(id, shot))).bytes;
    } catch (error) {
      throw error instanceof ArtifactNotFoundError ? new AnalysisNotFoundError(`${id} with shot ${shot}`) : error;
    }
  }

  /** Its record, shots and thumbnails. */
  async remove(id: string): Promise<void> {
    await this.store.delete(recordKey(id)); // first: from here on it does not exist
    for await (const { key } of this.store.list(fileKey(id, ''))) await this.store.delete(key);
  }

  /** With the video, unless another analysis is of the same. */
  async removeWithUpload(id: string, uploads: UploadStore): Promise<void> {
    const record = await this.record(id).catch(ignoreMissing);
    await this.remove(id);
    if (record !== undefined && !(await this.isUploadUsed(record.uploadId))) await uploads.remove(record.uploadId);
  }

  private async read<Value>(id: string, key: string, schema: z.ZodType<Value>): Promise<Value> {
    try {
      return schema.parse(JSON.parse(new TextDecoder().decode((await this.store.get(key)).bytes)));
    } catch (error) {
      throw error instanceof ArtifactNotFoundError ? new AnalysisNotFoundError(id) : error;
    }
  }
}

function recordKey(id: string): string {
  return `${RECORDS}${checked(id)}.json`;
}

function fileKey(id: string, name: string): string {
  return `analyses/${checked(id)}/${name}`;
}

function thumbnailKey(id: string, shot: number): string {
  return fileKey(id, `thumbnails/${String(shot).padStart(5, '0')}.webp`);
}

function checked(id: string): string {
  if (!AnalysisIdSchema.safeParse(id).success) throw new AnalysisNotFoundError(id);
  return id;
}

function ignoreMissing(error: unknown): undefined {
  if (error instanceof AnalysisNotFoundError) return undefined;
  throw error;
}
