import { join } from 'node:path';
import type { ArtifactStore } from './artifact-store.js';
import type { Settings } from './environment.js';
import { FileArtifactStore } from './file-artifact-store.js';
import { MemoryVectorIndex } from './memory-vector-index.js';
import { ModelRegistry } from './model-registry.js';
import type { VectorIndex } from './vector-index.js';

/** Where versions lie with their vectors. */
export interface Stores {
  readonly store: ArtifactStore;
  readonly index: VectorIndex;
  readonly registry: ModelRegistry;
}

/** The stores that the settings ask for. For composition roots only. */
export async function openStores(settings: Settings): Promise<Stores> {
  const store = await artifactStore(settings);
  return { store, index: await vectorIndex(settings, store), registry: new ModelRegistry(store) };
}

/** Files, or the bucket that is named. */
async function artifactStore(settings: Settings): Promise<ArtifactStore> {
  if (settings.MARQUEE_ARTIFACTS === undefined) return new FileArtifactStore(join(settings.MARQUEE_HOME, 'artifacts'));
  const { openS3 } = await import('./open-s3.js'); // a large package that most installations on one machine never need
  return openS3(settings.MARQUEE_ARTIFACTS, settings.MARQUEE_S3_ADDRESSING);
}

/** In memory, or the server that is named. */
async function vectorIndex(settings: Settings, store: ArtifactStore): Promise<VectorIndex> {
  if (settings.MARQUEE_VECTORS === undefined) return new MemoryVectorIndex(store);
  const { openMilvus } = await import('./open-milvus.js');
  return openMilvus(settings.MARQUEE_VECTORS);
}
