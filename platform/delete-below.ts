import pLimit from 'p-limit';
import type { ArtifactStore } from './artifact-store.js';

const AT_ONCE = 16; // thousands of small files, each a request to S3

/** Deletes every artifact whose key starts with `prefix`. */
export async function deleteBelow(store: ArtifactStore, prefix: string): Promise<void> {
  const limit = pLimit(AT_ONCE);
  const deleting: Promise<void>[] = [];
  for await (const { key } of store.list(prefix)) deleting.push(limit(() => store.delete(key)));
  await Promise.all(deleting);
}
