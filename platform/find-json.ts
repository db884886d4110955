import type { z } from 'zod';
import type { ArtifactStore } from './artifact-store.js';
import { ArtifactNotFoundError } from './errors.js';

/** A value that lies in the store as JSON, and the etag that a conditional put compares; undefined when there is none. */
export async function findJson<Value>(
  store: ArtifactStore,
  key: string,
  schema: z.ZodType<Value>,
): Promise<{ readonly value: Value; readonly etag: string } | undefined> {
  try {
    const { bytes, etag } = await store.get(key);
    return { value: schema.parse(JSON.parse(new TextDecoder().decode(bytes))), etag };
  } catch (error) {
    if (error instanceof ArtifactNotFoundError) return undefined;
    throw error;
  }
}
