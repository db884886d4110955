import type { Stores } from '../platform/adapters.js';
import { ArtifactConflictError, PlatformError } from '../platform/errors.js';
import { championKey } from '../platform/version-keys.js';
import { copyVersion } from './copy-version.js';
import { EXIT, exitCodeOf } from './exit-codes.js';

export interface CopiedFamily {
  readonly family: string;
  readonly versions: number;
  /** How many of them the target did not have before. */
  readonly newVersions: number;
  readonly vectors: number;
  /** Who is champion in the target now; null where nobody is. */
  readonly champion: string | null;
  /** What was not copied, and why. Everything else was. */
  readonly problems: readonly string[];
}

/**
 * Copies every version of every family with its vectors, oldest first, and then who is champion.
 * @param champions `replace` makes the target follow the source; `keep` leaves alone a champion that the target has
 * @throws PlatformError when a store cannot be reached; what is damaged is left out and said
 */
export async function copyEverything(
  source: Stores,
  target: Stores,
  champions: 'replace' | 'keep',
  onVersion: (family: string, version: string, share: number) => void = () => undefined,
): Promise<CopiedFamily[]> {
  const copied: CopiedFamily[] = [];
  for (const family of await source.registry.families()) {
    const problems: string[] = [];
    const versions = (await source.registry.versions(family)).reverse();
    const done = [];
    for (const [place, version] of versions.entries()) {
      onVersion(family, version, place / versions.length);
      const one = await unlessDamaged(problems, () => copyVersion(source, target, { family, version }));
      if (one !== undefined) done.push(one);
    }
    await unlessDamaged(problems, () => copyChampion(source, target, family, champions));
    copied.push({
      ...{ family, versions: done.length, newVersions: done.filter(({ isNew }) => isNew).length },
      vectors: done.reduce((sum, { vectors }) => sum + vectors, 0),
      champion: (await target.registry.champion(family))?.champion.version ?? null,
      problems,
    });
  }
  return copied;
}

/** One damaged version is no reason to leave the others unprotected; a store that is away is. */
async function unlessDamaged<T>(problems: string[], copy: () => Promise<T>): Promise<T | undefined> {
  try {
    return await copy();
  } catch (error) {
    if (!(error instanceof PlatformError) || exitCodeOf(error) === EXIT.notReached) throw error;
    problems.push(error.message);
    return undefined;
  }
}

async function copyChampion(source: Stores, target: Stores, family: string, champions: 'replace' | 'keep') {
  const pointer = await source.registry.champion(family);
  if (pointer === null) return;
  const { bytes, etag } = await source.store.get(championKey(family));
  if (etag !== pointer.etag) return copyChampion(source, target, family, champions); // moved in between: look again
  await target.registry.manifest(family, pointer.champion.version); // nobody is sent to a version that is not there
  try {
    await target.store.put(championKey(family), bytes, champions === 'keep' ? { ifNoneMatch: '*' } : {});
  } catch (error) {
    if (!(error instanceof ArtifactConflictError)) throw error; // the target has one, and is to keep it
  }
}
