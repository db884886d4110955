import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { UploadStore } from '../platform/videos/upload-store.js';
import type { Upload } from '../platform/videos/upload.js';

/**
 * An upload as a file, for as long as the work takes: what is at its end says how the rest is to be read, so no stream
 * would do. It lies in the system's folder for temporary files (TMPDIR).
 */
export async function withLocalFile<T>(
  uploads: UploadStore,
  upload: Upload,
  signal: AbortSignal,
  work: (file: string) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'marquee-video-'));
  try {
    const file = join(folder, 'video');
    await pipeline(uploads.read(upload, 0, upload.size), createWriteStream(file), { signal });
    return await work(file);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
