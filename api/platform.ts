import { loadFamilies } from '../models/catalog.js';
import { openStores } from '../platform/adapters.js';
import type { Stores } from '../platform/adapters.js';
import type { Settings } from '../platform/environment.js';
import { Metrics } from './metrics/metrics.js';
import { Families } from './models/families.js';
import { LeaseKeeper } from './serving/lease-keeper.js';
import { ModelWatcher } from './serving/model-watcher.js';
import { ServingSettings } from './serving/serving-settings.js';
import { ServingSlots } from './serving/serving-slots.js';
import { ThreadedVersionLoader } from './serving/version-loader.js';

/** The world outside, as the settings say, and what answers. */
export interface Platform extends Stores {
  readonly settings: Settings;
  readonly families: Families;
  readonly metrics: Metrics;
  readonly slots: ServingSlots;
  readonly watcher: ModelWatcher;
  readonly leaseKeeper: LeaseKeeper;
}

/** Made without Nest, whose modules take longer to import than a champion to load: main lets both happen at once. */
export async function openPlatform(settings: Settings): Promise<Platform> {
  const { store, index, registry } = await openStores(settings);
  const families = new Families(await loadFamilies());
  const metrics = new Metrics();
  const slots = new ServingSlots(families);
  const serving = ServingSettings.from(settings);
  const loader = new ThreadedVersionLoader(registry, index, metrics, serving.threads);
  const watcher = new ModelWatcher(slots, registry, loader, serving, metrics);
  const leaseKeeper = new LeaseKeeper(slots, registry.leases, watcher.log);
  return { settings, store, index, registry, families, metrics, slots, watcher, leaseKeeper };
}
