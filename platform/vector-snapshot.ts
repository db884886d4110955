import { createHash } from 'node:crypto';
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
const DIGEST_BYTES = 32;

/**
 * A collection as one artifact: the header's length (uint32), the header (JSON: dimensions, ids, metadata) padded with
 * spaces to a multiple of four bytes, then the vectors (float32, row by row), then the sha256 of the collection's name and
 * of all this, since no manifest has its hash. Little-endian throughout.
 */
export function encodeSnapshot(collection: string, entries: readonly VectorEntry[]): Uint8Array {
  const dimensions = entries[0]?.vector.length ?? 0;
  const json = JSON.stringify({ dimensions, entries: entries.map(({ id, metadata }) => ({ id, metadata })) });
  const unpadded = new TextEncoder().encode(json);
  const headerLength = Math.ceil(unpadded.length / 4) * 4;
  const length = LENGTH_BYTES + headerLength + entries.length * dimensions * 4;
  const bytes = new Uint8Array(length + DIGEST_BYTES);
  new DataView(bytes.buffer).setUint32(0, headerLength, true);
  bytes.fill(0x20, LENGTH_BYTES, LENGTH_BYTES + headerLength);
  bytes.set(unpadded, LENGTH_BYTES);
  const vectors = new Float32Array(bytes.buffer, LENGTH_BYTES + headerLength, entries.length * dimensions);
  entries.forEach((entry, row) => vectors.set(entry.vector, row * dimensions));
  bytes.set(digestOf(collection, bytes.subarray(0, length)), length);
  return bytes;
}

/** @throws PlatformError SNAPSHOT_CORRUPT */
export function decodeSnapshot(collection: string, bytes: Uint8Array): VectorEntry[] {
  try {
    const aligned = bytes.slice(); // its own buffer, so that vectors begin at a multiple of four
    const headerLength = new DataView(aligned.buffer).getUint32(0, true);
    const header = new TextDecoder().decode(aligned.subarray(LENGTH_BYTES, LENGTH_BYTES + headerLength));
    const { dimensions, entries } = HeaderSchema.parse(JSON.parse(header));
    const length = LENGTH_BYTES + headerLength + entries.length * dimensions * 4;
    const digest = aligned.subarray(length); // none in a snapshot from before there were digests
    if (digest.length > 0 && !digestOf(collection, aligned.subarray(0, length)).equals(digest))
      throw new Error('its digest differs');
    const vectors = new Float32Array(aligned.buffer, LENGTH_BYTES + headerLength, entries.length * dimensions);
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

function digestOf(collection: string, bytes: Uint8Array): Buffer {
  return createHash('sha256').update(`${collection}\0`).update(bytes).digest();
}
