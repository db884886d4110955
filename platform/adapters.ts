import { join } from 'node:path';
import type { ArtifactStore } from './artifact-store.js';
import type { Settings } from './environment.js';
import { FileArtifactStore } from './file-artifact-store.js';
import { MemoryVectorIndex } from './memory-vector-index.js';
import type { VectorIndex } from './vector-index.js';

/** The artifact store that the settings ask for. For composition roots only. */
export function artifactStore(settings: Settings): ArtifactStore {
  return new FileArtifactStore(join(settings.MARQUEE_HOME, 'artifacts'));
}

/** The vector index that the settings ask for. For composition roots only. */
export function vectorIndex(_settings: Settings, store: ArtifactStore): VectorIndex {
  return new MemoryVectorIndex(store);
}
