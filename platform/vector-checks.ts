import { PlatformError } from './errors.js';
import type { VectorEntry } from './vector-index.js';

/** @throws PlatformError INVALID_COLLECTION_NAME */
export function checkCollectionName(collection: string): void {
  if (/^[A-Za-z_][A-Za-z0-9_]{0,254}$/.test(collection)) return;
  throw new PlatformError(
    'INVALID_COLLECTION_NAME',
    400,
    `${JSON.stringify(collection)} is no collection name: expected letters, digits and "_", no digit first`,
  );
}

/** @throws PlatformError DUPLICATE_VECTOR_ID, VECTOR_DIMENSION_MISMATCH or INVALID_VECTOR, naming the entry */
export function checkEntries(entries: readonly VectorEntry[]): void {
  const seen = new Set<string>();
  const dimensions = entries[0]?.vector.length ?? 0;
  for (const { id, vector } of entries) {
    if (seen.has(id)) throw new PlatformError('DUPLICATE_VECTOR_ID', 400, `Two vectors have the id ${id}`);
    seen.add(id);
    checkVector(vector, dimensions, `The vector of ${id}`);
  }
}

/** @throws PlatformError VECTOR_DIMENSION_MISMATCH or INVALID_VECTOR */
export function checkVector(vector: Float32Array, dimensions: number, what: string): void {
  if (vector.length !== dimensions) {
    const message = `${what} has ${vector.length} dimensions, the collection's have ${dimensions}`;
    throw new PlatformError('VECTOR_DIMENSION_MISMATCH', 400, message);
  }
  if (vector.length === 0 || !vector.every(Number.isFinite)) {
    throw new PlatformError('INVALID_VECTOR', 400, `${what} must hold finite numbers only, and at least one`);
  }
}
