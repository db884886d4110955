import { randomUUID } from 'node:crypto';
import pLimit from 'p-limit';
import type { ArtifactStore } from '../artifact-store.js';
import { deleteBelow } from '../delete-below.js';
import { ArtifactConflictError, ArtifactNotFoundError } from '../errors.js';
import { findJson } from '../find-json.js';
import { jsonBytes } from '../json-bytes.js';
import {
  EmptyUploadError,
  NoVideoError,
  UploadNotFoundError,
  UploadOffsetError,
  UploadTooLargeError,
} from './upload-errors.js';
import { MAX_UPLOAD_BYTES, offsetOf, PART_BYTES, UploadIdSchema, UploadSchema } from './upload.js';
import type { Upload } from './upload.js';
import { FIRST_BYTES, videoFormat } from './video-format.js';

export const ABANDONED_MILLISECONDS = 24 * 60 * 60 * 1000;
const READS_AT_ONCE = 16;

export interface NewUpload extends Pick<Upload, 'name' | 'size'> {
  /** One of `newUploadId`. */
  readonly id?: string;
}

interface Stored {
  readonly upload: Upload;
  readonly etag: string;
}

/**
 * Files that come in piece by piece, over any ArtifactStore: each piece is an artifact, and a small record names those that
 * count. Who writes a piece moves the record by compare-and-swap, so of two that write at once one is told that it lost.
 */
export class UploadStore {
  constructor(
    private readonly store: ArtifactStore,
    private readonly now: () => number = Date.now,
  ) {}

  /** @throws EmptyUploadError, UploadTooLargeError */
  async create({ id = newUploadId(), name, size }: NewUpload): Promise<Upload> {
    if (size === 0) throw new EmptyUploadError();
    if (size > MAX_UPLOAD_BYTES) throw new UploadTooLargeError();
    const at = new Date(this.now()).toISOString();
    const upload = UploadSchema.parse({ id, name, size, createdAt: at, changedAt: at, format: null, parts: [] });
    await this.store.put(recordKey(id), jsonBytes(upload), { ifNoneMatch: '*' });
    return upload;
  }

  /** @throws UploadNotFoundError */
  async upload(id: string): Promise<Upload> {
    return (await this.stored(id)).upload;
  }

  /**
   * Adds bytes to the end, part by part; what had come when the stream breaks off is kept.
   * @returns how many bytes there are now
   * @throws UploadOffsetError, also when somebody else adds bytes at the same time; NoVideoError, which removes the upload
   */
  async append(id: string, offset: number, bytes: AsyncIterable<Uint8Array>): Promise<number> {
    let stored = await this.stored(id);
    if (offsetOf(stored.upload) !== offset) throw new UploadOffsetError(offset, offsetOf(stored.upload));
    for await (const part of partsOf(bytes)) {
      const room = stored.upload.size - offsetOf(stored.upload);
      if (part.length > room) throw new UploadTooLargeError();
      stored = await this.add(stored, part);
    }
    return offsetOf(stored.upload);
  }

  /** The bytes from `start` up to `end` (not included), a part at a time. */
  async *read({ id, parts }: Upload, start: number, end: number): AsyncGenerator<Uint8Array> {
    let from = 0;
    for (const { key, size } of parts) {
      const until = from + size;
      if (from < end && until > start) {
        const bytes = await this.partBytes(id, key);
        yield bytes.subarray(Math.max(0, start - from), Math.min(size, end - from));
      }
      from = until;
    }
  }

  async remove(id: string): Promise<void> {
    UploadIdSchema.parse(id);
    await this.store.delete(recordKey(id)); // first: from here on nobody finds it
    await deleteBelow(this.store, `uploads/${id}/`);
  }

  /** Removes what nobody uses and has not changed for a day. @returns how many uploads */
  async removeAbandoned(usedIds: () => Promise<ReadonlySet<string>>): Promise<number> {
    const reading = pLimit(READS_AT_ONCE);
    const ids = await this.ids();
    const areAbandoned = await Promise.all(ids.map((id) => reading(() => this.isAbandoned(id))));
    const abandoned = ids.filter((_, index) => areAbandoned[index]);
    const used = abandoned.length === 0 ? new Set<string>() : await usedIds();
    const unused = abandoned.filter((id) => !used.has(id));
    for (const id of unused) await this.remove(id);
    return unused.length;
  }

  /** Also true of what is left of one whose removal was cut short. */
  private async isAbandoned(id: string): Promise<boolean> {
    try {
      return this.now() - Date.parse((await this.upload(id)).changedAt) >= ABANDONED_MILLISECONDS;
    } catch (error) {
      if (error instanceof UploadNotFoundError) return true;
      throw error; // whoever cannot be read may be in use
    }
  }

  private async ids(): Promise<string[]> {
    const ids = new Set<string>();
    for await (const { key } of this.store.list('uploads/')) ids.add(key.split('/')[1]!);
    return [...ids].filter((id) => UploadIdSchema.safeParse(id).success);
  }

  private async stored(id: string): Promise<Stored> {
    if (!UploadIdSchema.safeParse(id).success) throw new UploadNotFoundError(id);
    const found = await findJson(this.store, recordKey(id), UploadSchema);
    if (found === undefined) throw new UploadNotFoundError(id);
    return { upload: found.value, etag: found.etag };
  }

  private async add({ upload, etag }: Stored, part: Uint8Array): Promise<Stored> {
    const format = upload.format ?? videoFormat(part);
    const isTooLittleToTell = part.length < Math.min(FIRST_BYTES, upload.size);
    if (format === undefined && isTooLittleToTell) return { upload, etag }; // not kept: it will be sent again
    if (format === undefined) {
      await this.remove(upload.id);
      throw new NoVideoError();
    }
    // A name of its own: another writer of the same part must not overwrite it.
    const key = `uploads/${upload.id}/parts/${String(upload.parts.length).padStart(5, '0')}-${randomUUID().slice(0, 8)}`;
    await this.store.put(key, part);
    const parts = [...upload.parts, { key, size: part.length }];
    const next: Upload = { ...upload, format, parts, changedAt: new Date(this.now()).toISOString() };
    try {
      return { upload: next, ...(await this.store.put(recordKey(upload.id), jsonBytes(next), { ifMatch: etag })) };
    } catch (error) {
      if (!(error instanceof ArtifactConflictError)) throw error; // it may have been written all the same, and names the part
      await this.store.delete(key);
      throw new UploadOffsetError(offsetOf(upload), offsetOf(await this.upload(upload.id)));
    }
  }

  private async partBytes(id: string, key: string): Promise<Uint8Array> {
    try {
      return (await this.store.get(key)).bytes;
    } catch (error) {
      throw error instanceof ArtifactNotFoundError ? new UploadNotFoundError(id) : error;
    }
  }
}

export function newUploadId(): string {
  return randomUUID().replaceAll('-', '');
}

function recordKey(id: string): string {
  return `uploads/${id}/upload.json`;
}

/** Bytes of any size as parts of one, the last one of what is left, also where the stream breaks off. */
async function* partsOf(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let chunks: Uint8Array[] = [];
  let length = 0;
  let failure: { readonly error: unknown } | undefined;
  try {
    for await (const chunk of bytes) {
      chunks.push(chunk);
      length += chunk.length;
      while (length >= PART_BYTES) {
        const whole = Buffer.concat(chunks);
        yield whole.subarray(0, PART_BYTES);
        chunks = [whole.subarray(PART_BYTES)];
        length -= PART_BYTES;
      }
    }
  } catch (error) {
    failure = { error };
  }
  if (length > 0) yield Buffer.concat(chunks);
  if (failure !== undefined) throw failure.error;
}
