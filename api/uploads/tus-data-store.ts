import type { Readable } from 'node:stream';
import { DataStore, Upload } from '@tus/server';
import type { AnalysisStore } from '../../platform/videos/analysis-store.js';
import { UploadInUseError } from '../../platform/videos/upload-errors.js';
import { ABANDONED_MILLISECONDS } from '../../platform/videos/upload-store.js';
import type { UploadStore } from '../../platform/videos/upload-store.js';
import { offsetOf } from '../../platform/videos/upload.js';

/** What the tus protocol asks of a store, answered by ours. */
export class TusDataStore extends DataStore {
  override extensions = ['creation', 'creation-with-upload', 'termination'];

  constructor(
    private readonly uploads: UploadStore,
    private readonly analyses: AnalysisStore,
    private readonly kept: (bytes: number) => void,
  ) {
    super();
  }

  override async create(upload: Upload): Promise<Upload> {
    const name = upload.metadata?.filename?.slice(0, 200) || 'video';
    await this.uploads.create({ id: upload.id, name, size: upload.size ?? 0 });
    return upload;
  }

  override async write(bytes: Readable, id: string, offset: number): Promise<number> {
    const next = await this.uploads.append(id, offset, bytes as AsyncIterable<Uint8Array>);
    this.kept(next - offset);
    return next;
  }

  override async getUpload(id: string): Promise<Upload> {
    const upload = await this.uploads.upload(id);
    const { name: filename, size, createdAt: creation_date } = upload;
    return new Upload({ id, size, offset: offsetOf(upload), metadata: { filename }, creation_date });
  }

  /** @throws UploadInUseError */
  override async remove(id: string): Promise<void> {
    if ((await this.analyses.usedUploads()).has(id)) throw new UploadInUseError(id);
    await this.uploads.remove(id);
  }

  /** For clients to know; removing is not done by the protocol's server, which knows nothing of who uses an upload. */
  override getExpiration(): number {
    return ABANDONED_MILLISECONDS;
  }
}
