import { z } from 'zod';
import { PlatformError } from './errors.js';
import type { VectorEntry } from './vector-index.js';

const HeaderSchema = z.object({
  dimensions: z.number().int().nonnegative(),
  entries: z.array(
    z.object({
      id: z.string(),
      metadata: z.object({ title: z.string(), year: z.number(), genres: z.array(z.string()) }),
    }),
  ),
});

const LENGTH_BYTES = 4;

/**
 * A collection as one artifact: the header's length (uint32), the header (JSON: dimensions, ids, metadata) padded with
 * spaces to a multiple of four bytes, then the vectors (float32, row by row). Little-endian throughout.
 */
export function encodeSnapshot(entries: readonly VectorEntry[]): Uint8Array {
  const dimensions = entries[0]?.vector.length ?? 0;
  const json = JSON.stringify({ dimensions, entries: entries.map(({ id, metadata }) => ({ id, metadata })) });
  const unpadded = new TextEncoder().encode(json);
  const headerLength = Math.ceil(unpadded.length / 4) * 4;
  const bytes = new Uint8Array(LENGTH_BYTES + headerLength + entries.length * dimensions * 4);
  new DataView(bytes.buffer).setUint32(0, headerLength, true);
  bytes.fill(0x20, LENGTH_BYTES, LENGTH_BYTES + headerLength);
  bytes.set(unpadded, LENGTH_BYTES);
  const vectors = new Float32Array(bytes.buffer, LENGTH_BYTES + headerLength);
  entries.forEach((entry, row) => vectors.set(entry.vector, row * dimensions));
  return bytes;
}

/** @throws PlatformError SNAPSHOT_CORRUPT */
export function decodeSnapshot(collection: string, bytes: Uint8Array): VectorEntry[] {
  try {
    const aligned = bytes.slice(); // its own buffer, so that vectors begin at a multiple of four
    const headerLength = new DataView(aligned.buffer).getUint32(0, true);
    const header = new TextDecoder().decode(aligned.subarray(LENGTH_BYTES, LENGTH_BYTES + headerLength));
    const { dimensions, entries } = HeaderSchema.parse(JSON.parse(header));
    const vectors = new Float32Array(aligned.buffer, LENGTH_BYTES + headerLength);
    if (vectors.length !== entries.length * dimensions) throw new RangeError('vectors are missing');
    return entries.map((entry, row) => ({
      ...entry,
      vector: vectors.subarray(row * dimensions, (row + 1) * dimensions),
    }));
  } catch (error) {
    throw new PlatformError('SNAPSHOT_CORRUPT', 500, `The snapshot of ${collection} cannot be read`, undefined, {
      cause: error,
    });
  }
}
