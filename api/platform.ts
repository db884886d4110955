import { loadFamilies } from '../models/catalog.js';
import { artifactStore, vectorIndex } from '../platform/adapters.js';
import type { ArtifactStore } from '../platform/artifact-store.js';
import type { Settings } from '../platform/environment.js';
import { ModelRegistry } from '../platform/model-registry.js';
import type { VectorIndex } from '../platform/vector-index.js';
import { Metrics } from './metrics/metrics.js';
import { Families } from './models/families.js';
import { ModelWatcher } from './serving/model-watcher.js';
import { ServingSettings } from './serving/serving-settings.js';
import { ServingSlots } from './serving/serving-slots.js';
import { ThreadedVersionLoader } from './serving/version-loader.js';

/** The world outside, as the settings say, and what answers. */
export interface Platform {
  readonly settings: Settings;
  readonly store: ArtifactStore;
  readonly index: VectorIndex;
  readonly registry: ModelRegistry;
  readonly families: Families;
  readonly metrics: Metrics;
  readonly slots: ServingSlots;
  readonly watcher: ModelWatcher;
}

/** Made without Nest, whose modules take longer to import than a champion to load: main lets both happen at once. */
export async function openPlatform(settings: Settings): Promise<Platform> {
  const store = await artifactStore(settings);
  const index = await vectorIndex(settings, store);
  const registry = new ModelRegistry(store);
  const families = new Families(await loadFamilies());
  const metrics = new Metrics();
  const slots = new ServingSlots(families);
  const serving = ServingSettings.from(settings);
  const loader = new ThreadedVersionLoader(registry, index, metrics, serving.threads);
  const watcher = new ModelWatcher(slots, registry, loader, serving, metrics);
  return { settings, store, index, registry, families, metrics, slots, watcher };
}
