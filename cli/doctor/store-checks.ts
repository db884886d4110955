import { randomUUID } from 'node:crypto';
import type { ArtifactStore } from '../../platform/artifact-store.js';
import { ArtifactConflictError } from '../../platform/errors.js';
import type { VectorIndex } from '../../platform/vector-index.js';

/** Does with one key what the platform does with all: champions are moved by conditional puts. @throws Error */
export async function checkArtifacts(store: ArtifactStore): Promise<string> {
  const key = `doctor/${randomUUID()}`;
  const [first, second] = [Uint8Array.of(1), Uint8Array.of(2)];
  const began = performance.now();
  try {
    const { etag } = await store.put(key, first, { ifNoneMatch: '*' });
    await mustRefuse(() => store.put(key, second, { ifNoneMatch: '*' }), 'a second put of a key that must be new');
    await store.put(key, second, { ifMatch: etag });
    await mustRefuse(() => store.put(key, first, { ifMatch: etag }), 'a put over what somebody else changed');
    const { bytes } = await store.get(key);
    if (bytes.length !== 1 || bytes[0] !== second[0]) throw new Error('what was put is not what is found');
  } finally {
    await store.delete(key);
  }
  if ((await store.head(key)) !== undefined) throw new Error('what was deleted is still there');
  return `put, conditional put, get and delete in ${took(began)}`;
}

async function mustRefuse(put: () => Promise<unknown>, what: string): Promise<void> {
  try {
    await put();
  } catch (error) {
    if (error instanceof ArtifactConflictError) return;
    throw error;
  }
  throw new Error(`${what} is not refused: two publishers could not be told apart`);
}

/** @throws Error */
export async function checkVectors(index: VectorIndex): Promise<string> {
  const collection = `doctor_${randomUUID().replaceAll('-', '')}`;
  const metadata = { title: 'Doctor', year: 2000, genres: [] };
  const began = performance.now();
  try {
    await index.replace(collection, [
      { id: 'along', vector: Float32Array.of(1, 0), metadata },
      { id: 'across', vector: Float32Array.of(0, 1), metadata },
    ]);
    const found = await index.nearest(collection, Float32Array.of(1, 0.1), 1);
    if (found[0]?.id !== 'along') throw new Error('the nearest vector is not found');
  } finally {
    await index.drop(collection);
  }
  return `replace, nearest and drop in ${took(began)}`;
}

function took(began: number): string {
  return `${Math.ceil(performance.now() - began)} ms`;
}
