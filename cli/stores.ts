import { artifactStore, vectorIndex } from '../platform/adapters.js';
import type { ArtifactStore } from '../platform/artifact-store.js';
import { readEnvironment } from '../platform/environment.js';
import type { Settings } from '../platform/environment.js';
import { PlatformError } from '../platform/errors.js';
import { ModelRegistry } from '../platform/model-registry.js';
import type { VectorIndex } from '../platform/vector-index.js';
import type { Shell } from './shell.js';
import { UsageError } from './usage-error.js';

/** Where versions lie with their vectors. */
export interface Stores {
  readonly store: ArtifactStore;
  readonly index: VectorIndex;
  readonly registry: ModelRegistry;
}

export async function openStores(settings: Settings): Promise<Stores> {
  const store = await artifactStore(settings);
  return { store, index: await vectorIndex(settings, store), registry: new ModelRegistry(store) };
}

/**
 * This process's settings, but for another pair of stores.
 * @param artifacts another installation's home folder, or the address of a server
 * @param vectors the address of a server; by default the vectors lie beside the artifacts
 * @throws PlatformError INVALID_ENVIRONMENT; UsageError for an address that no adapter answers to
 */
export function settingsOfOtherStores(
  artifacts: string,
  vectors: string | undefined,
  variables: Shell['variables'],
): Settings {
  const isServer = artifacts.includes('://');
  const settings = readEnvironment({
    ...variables,
    ...(isServer ? {} : { MARQUEE_HOME: artifacts }),
    MARQUEE_ARTIFACTS: isServer ? artifacts : undefined,
    MARQUEE_VECTORS: vectors,
  });
  if (isServer && !('MARQUEE_ARTIFACTS' in settings)) throw new UsageError(`${artifacts} is no folder`, 'to');
  if (vectors !== undefined && !('MARQUEE_VECTORS' in settings)) {
    throw new UsageError(`Vectors cannot be kept at ${vectors}`, 'to-vectors');
  }
  return settings;
}

/** @returns the version that was named, or the champion @throws PlatformError NO_CHAMPION */
export async function versionOrChampion(registry: ModelRegistry, family: string, version?: string): Promise<string> {
  if (version !== undefined) return version;
  const pointer = await registry.champion(family);
  if (pointer) return pointer.champion.version;
  throw new PlatformError('NO_CHAMPION', 409, `${family} has no champion; name a version`, 'version');
}
