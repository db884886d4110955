import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Request, Response } from 'express';
import { PlatformError } from '../../platform/errors.js';
import type { UploadStore } from '../../platform/videos/upload-store.js';
import type { Upload } from '../../platform/videos/upload.js';
import { mediaTypeOf } from '../../platform/videos/video-format.js';

/**
 * Answers with a video, or with the part of it that is asked for, so that a page can seek. Whoever hangs up, as players do
 * all the time, is no error.
 * @throws PlatformError RANGE_NOT_SATISFIABLE
 */
export async function sendVideo(
  request: Request,
  response: Response,
  uploads: UploadStore,
  upload: Upload,
): Promise<void> {
  const { start, end } = partOf(request, response, upload.size);
  if (end - start < upload.size) response.status(206).set('Content-Range', `bytes ${start}-${end - 1}/${upload.size}`);
  response.set({
    'Content-Type': mediaTypeOf(upload.format ?? 'mp4'),
    'Content-Length': String(end - start),
    'Accept-Ranges': 'bytes',
    'Cache-Control': 'private, max-age=3600',
    ETag: `"${upload.id}"`,
  });
  if (request.method === 'HEAD') return void response.end();
  try {
    await pipeline(Readable.from(uploads.read(upload, start, end)), response);
  } catch (error) {
    if (!response.destroyed) throw error;
  }
}

/** One part, from its first byte to the one after its last; everything where none or several are asked for. */
function partOf(request: Request, response: Response, size: number): { start: number; end: number } {
  const ranges = request.headers.range === undefined ? undefined : request.range(size);
  if (ranges === -1) {
    response.set('Content-Range', `bytes */${size}`);
    throw new PlatformError('RANGE_NOT_SATISFIABLE', 416, `The video has ${size} bytes`);
  }
  const only = Array.isArray(ranges) && ranges.type === 'bytes' && ranges.length === 1 ? ranges[0] : undefined;
  return only === undefined ? { start: 0, end: size } : { start: only.start, end: only.end + 1 };
}
