import { join } from 'node:path';
import type { ArtifactStore } from '../platform/artifact-store.js';
import type { ModelRegistry } from '../platform/model-registry.js';
import type { VectorIndex } from '../platform/vector-index.js';

/** What the steps of a retraining reach the world through. */
export interface TrainingPorts {
  readonly store: ArtifactStore;
  readonly registry: ModelRegistry;
  readonly index: VectorIndex;
  /** Where set-up has put the converted backbones. */
  readonly cacheFolder: string;
  /** Extracted features, by content; default: in the cache folder. */
  readonly featuresFolder?: string;
  /** Movies, posters and whatever else the datasets are read from. */
  readonly dataFolder: string;
}

export function featuresFolderOf({ cacheFolder, featuresFolder }: TrainingPorts): string {
  return featuresFolder ?? join(cacheFolder, 'features');
}
