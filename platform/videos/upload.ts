import { z } from 'zod';

export const MAX_UPLOAD_BYTES = 500 * 1024 * 1024;
export const PART_BYTES = 4 * 1024 * 1024; // what is in memory while bytes come in, and what is read to show a second of it

export const UploadIdSchema = z.string().regex(/^[0-9a-f]{32}$/, 'expected the id of an upload');

/** `uploads/<id>/upload.json`: a file that comes in piece by piece. */
export const UploadSchema = z.object({
  id: UploadIdSchema,
  /** What the person calls it. */
  name: z.string().max(200),
  size: z.number().int().min(1).max(MAX_UPLOAD_BYTES),
  createdAt: z.iso.datetime(),
  /** When its last bytes came. */
  changedAt: z.iso.datetime(),
  /** By its content; null until its first bytes came. */
  format: z.enum(['mp4', 'webm', 'ogv']).nullable(),
  /** The bytes so far, in their order. */
  parts: z.array(z.object({ key: z.string(), size: z.number().int().min(1) })),
});
export type Upload = z.infer<typeof UploadSchema>;

/** How many bytes have come. */
export function offsetOf({ parts }: Pick<Upload, 'parts'>): number {
  return parts.reduce((sum, { size }) => sum + size, 0);
}

export function isComplete(upload: Upload): boolean {
  return offsetOf(upload) === upload.size;
}
