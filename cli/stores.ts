import { readEnvironment } from '../platform/environment.js';
import type { Settings } from '../platform/environment.js';
import { PlatformError } from '../platform/errors.js';
import type { ModelRegistry } from '../platform/model-registry.js';
import type { Shell } from './shell.js';

/**
 * This process's settings, but for another pair of stores.
 * @param artifacts another installation's home folder, or what MARQUEE_ARTIFACTS takes
 * @param vectors what MARQUEE_VECTORS takes; by default the vectors lie beside the artifacts
 * @throws PlatformError INVALID_ENVIRONMENT, also for an address that no adapter answers to
 */
export function settingsOfOtherStores(
  artifacts: string,
  vectors: string | undefined,
  variables: Shell['variables'],
): Settings {
  const isServer = artifacts.includes('://');
  return readEnvironment({
    ...variables,
    ...(isServer ? {} : { MARQUEE_HOME: artifacts }),
    MARQUEE_ARTIFACTS: isServer ? artifacts : undefined,
    MARQUEE_VECTORS: vectors,
  });
}

/** @returns the version that was named, or the champion @throws PlatformError NO_CHAMPION */
export async function versionOrChampion(registry: ModelRegistry, family: string, version?: string): Promise<string> {
  if (version !== undefined) return version;
  const pointer = await registry.champion(family);
  if (pointer) return pointer.champion.version;
  throw new PlatformError('NO_CHAMPION', 409, `${family} has no champion; name a version`, 'version');
}
