import type { z } from 'zod';
import type { ArtifactStore } from './artifact-store.js';
import { sha256 } from './content-hash.js';
import {
  ArtifactConflictError,
  ArtifactNotFoundError,
  ChampionConflictError,
  CorruptVersionError,
  PlatformError,
  VersionNotFoundError,
} from './errors.js';
import { ChampionSchema, ManifestSchema, StoredChampionSchema } from './manifest.js';
import type { Champion, Manifest } from './manifest.js';
import { decodeManifest, encodeManifest } from './manifest-file.js';
import { ServingLeases } from './serving-leases.js';
import { championKey, fileKey, fileNameOf, MANIFEST, versionNameOf, versionPrefix } from './version-keys.js';

const EARLIER_CHAMPIONS = 8; // all but the latest of them are seldom kept

export interface ChampionPointer {
  readonly champion: Champion;
  /** Champions before the previous one, the latest first; pointers from before these were remembered have none. */
  readonly earlierVersions?: readonly string[];
  /** What `moveChampion` compares. */
  readonly etag: string;
}

/**
 * Versions of models and which one is champion, written once over any ArtifactStore. A version is written file by file
 * and comes into being with its manifest; from then on it never changes, and every byte read is checked against it.
 */
export class ModelRegistry {
  /** Who serves which version. */
  readonly leases: ServingLeases;

  constructor(private readonly store: ArtifactStore) {
    this.leases = new ServingLeases(store);
  }

  /**
   * Writes a file of a version that is being made; writing it again replaces it.
   * @throws PlatformError VERSION_COMMITTED once the version has its manifest
   */
  async writeFile(family: string, version: string, name: string, bytes: Uint8Array): Promise<void> {
    await this.refuseCommitted(family, version);
    await this.store.put(fileKey(family, version, name), bytes);
  }

  /** A file of a version that is being made, unchecked. @throws ArtifactNotFoundError */
  async readUncommittedFile(family: string, version: string, name: string): Promise<Uint8Array> {
    return (await this.store.get(fileKey(family, version, name))).bytes;
  }

  /**
   * Brings the version into being: hashes every file written so far and writes the manifest last.
   * Committing the same files a second time (a retry) returns the manifest that is there.
   * @throws PlatformError VERSION_EMPTY, or VERSION_COMMITTED when other files were committed under this name
   */
  async commit(draft: Omit<Manifest, 'files'>): Promise<Manifest> {
    const { family, version } = draft;
    const manifest = ManifestSchema.parse({ ...draft, files: await this.filesOf(family, version) });
    if (manifest.files.length === 0) {
      throw new PlatformError('VERSION_EMPTY', 409, `Version ${version} of ${family} has no files to commit`);
    }
    try {
      await this.store.put(fileKey(family, version, MANIFEST), encodeManifest(manifest), { ifNoneMatch: '*' });
      return manifest;
    } catch (error) {
      if (!(error instanceof ArtifactConflictError)) throw error;
      const existing = await this.manifest(family, version);
      if (JSON.stringify(existing.files) !== JSON.stringify(manifest.files)) throw committed(family, version);
      return existing;
    }
  }

  /** Removes what was written of a version that never came to be. @throws PlatformError VERSION_COMMITTED */
  async discard(family: string, version: string): Promise<void> {
    await this.refuseCommitted(family, version);
    await this.removeFiles(family, version);
  }

  /** Every family that has left something, by name. */
  async families(): Promise<string[]> {
    const names = new Set<string>();
    for await (const { key } of this.store.list('models/')) names.add(key.split('/')[1]!);
    return [...names].sort();
  }

  /** Names of the committed versions, newest first. */
  async versions(family: string): Promise<string[]> {
    const names: string[] = [];
    for await (const { key } of this.store.list(versionPrefix(family))) {
      const version = versionNameOf(family, key);
      if (version !== undefined && key === fileKey(family, version, MANIFEST)) names.push(version);
    }
    return names.sort().reverse(); // a name begins with its time
  }

  /** @throws VersionNotFoundError, also for a version that is still being made; CorruptVersionError */
  async manifest(family: string, version: string): Promise<Manifest> {
    const { bytes } = await this.store.get(fileKey(family, version, MANIFEST)).catch((error: unknown) => {
      throw error instanceof ArtifactNotFoundError ? new VersionNotFoundError(family, version) : error;
    });
    return decodeManifest(family, version, bytes);
  }

  /**
   * The bytes of a committed version's file, exactly those that were committed.
   * @throws VersionNotFoundError; CorruptVersionError; PlatformError FILE_NOT_FOUND when the version has no such file
   */
  async readFile(family: string, version: string, name: string): Promise<Uint8Array> {
    const { files } = await this.manifest(family, version);
    const expected = files.find((file) => file.name === name);
    if (expected === undefined) {
      throw new PlatformError('FILE_NOT_FOUND', 404, `Version ${version} of ${family} has no such file`, 'name');
    }
    const { bytes } = await this.store.get(fileKey(family, version, name)).catch((error: unknown) => {
      if (!(error instanceof ArtifactNotFoundError)) throw error;
      throw new CorruptVersionError(family, version, `${name} is missing`);
    });
    if (bytes.length !== expected.size) {
      const sizes = `${bytes.length} bytes instead of ${expected.size}`;
      throw new CorruptVersionError(family, version, `${name} is not what was committed (${sizes})`);
    }
    if (sha256(bytes) !== expected.sha256) {
      throw new CorruptVersionError(family, version, `${name} is not what was committed (its sha256 differs)`);
    }
    return bytes;
  }

  /** The version that answers, or null before the first promotion. @throws PlatformError CHAMPION_CORRUPT */
  async champion(family: string): Promise<ChampionPointer | null> {
    const key = championKey(family);
    try {
      const { bytes, etag } = await this.store.get(key);
      const stored = parsed(StoredChampionSchema, bytes);
      if (stored === undefined) throw new PlatformError('CHAMPION_CORRUPT', 500, `${key} cannot be read`);
      const { earlierVersions, ...champion } = stored;
      return { champion, earlierVersions, etag };
    } catch (error) {
      if (error instanceof ArtifactNotFoundError) return null;
      throw error;
    }
  }

  /**
   * Makes another version the champion, if the champion is still the one that the caller saw.
   * @param seen what `champion` gave
   * @throws ChampionConflictError when somebody else moved it meanwhile; VersionNotFoundError
   */
  async moveChampion(
    family: string,
    next: Pick<Champion, 'version' | 'reason'>,
    seen: ChampionPointer | null,
  ): Promise<ChampionPointer> {
    await this.manifest(family, next.version);
    const isSame = seen?.champion.version === next.version; // said again: the one before it stays the one before it
    const previousVersion = (isSame ? seen.champion.previousVersion : seen?.champion.version) ?? null;
    const champion = ChampionSchema.parse({ ...next, promotedAt: new Date().toISOString(), previousVersion });
    const earlierVersions = earlierThan(champion, seen);
    const condition = seen === null ? { ifNoneMatch: '*' as const } : { ifMatch: seen.etag };
    try {
      const { etag } = await this.store.put(championKey(family), json({ ...champion, earlierVersions }), condition);
      return { champion, earlierVersions, etag };
    } catch (error) {
      throw error instanceof ArtifactConflictError ? new ChampionConflictError(family) : error;
    }
  }

  /**
   * Removes everything older than the newest `keep` versions: versions, and what killed runs and a killed prune left.
   * The champion and the one before it always stay, and what somebody serves.
   * @param alsoRemove what is kept elsewhere of a version; called before its files are removed, perhaps again next time
   * @param published stays too, though a clock that was set back may have given it an older name than all others
   */
  async prune(
    family: string,
    keep: number,
    alsoRemove: (version: string) => Promise<void>,
    published?: string,
  ): Promise<void> {
    const oldestKept = (await this.versions(family))[keep - 1];
    if (oldestKept === undefined) return;
    for (const version of await this.versionsBefore(family, oldestKept)) {
      if (version === published || (await this.isInUse(family, version))) continue; // asked each time: somebody may roll back meanwhile
      await this.store.delete(fileKey(family, version, MANIFEST)); // first: from here on the version does not exist
      await alsoRemove(version);
      await this.removeFiles(family, version);
    }
  }

  /** Also those without a manifest. */
  private async versionsBefore(family: string, oldestKept: string): Promise<Set<string>> {
    const names = new Set<string>();
    for await (const { key } of this.store.list(versionPrefix(family))) {
      const version = versionNameOf(family, key);
      if (version !== undefined && version < oldestKept) names.add(version);
    }
    return names;
  }

  private async isInUse(family: string, version: string): Promise<boolean> {
    const champion = (await this.champion(family))?.champion;
    const isPointedAt = champion !== undefined && [champion.version, champion.previousVersion].includes(version);
    return isPointedAt || this.leases.isHeld(family, version);
  }

  private async filesOf(family: string, version: string): Promise<Manifest['files']> {
    const files: Manifest['files'] = [];
    for await (const { key } of this.store.list(versionPrefix(family, version))) {
      const name = fileNameOf(family, version, key);
      if (name === undefined || name === MANIFEST) continue;
      const { bytes } = await this.store.get(key);
      files.push({ name, size: bytes.length, sha256: sha256(bytes) });
    }
    return files;
  }

  private async removeFiles(family: string, version: string): Promise<void> {
    for await (const { key } of this.store.list(versionPrefix(family, version))) await this.store.delete(key);
  }

  private async refuseCommitted(family: string, version: string): Promise<void> {
    if ((await this.store.head(fileKey(family, version, MANIFEST))) !== undefined) throw committed(family, version);
  }
}

function earlierThan({ version, previousVersion }: Champion, seen: ChampionPointer | null): string[] {
  const earlier = [seen?.champion.previousVersion ?? null, ...(seen?.earlierVersions ?? [])];
  const others = earlier.filter((one) => one !== null && one !== version && one !== previousVersion);
  return [...new Set(others as string[])].slice(0, EARLIER_CHAMPIONS);
}

function committed(family: string, version: string): PlatformError {
  const message = `Version ${version} of ${family} is published and never changes again`;
  return new PlatformError('VERSION_COMMITTED', 409, message, 'version');
}

function json(value: unknown): Uint8Array {
  return new TextEncoder().encode(`${JSON.stringify(value, null, 2)}\n`);
}

function parsed<Value>(schema: z.ZodType<Value>, bytes: Uint8Array): Value | undefined {
  try {
    return schema.parse(JSON.parse(new TextDecoder().decode(bytes)));
  } catch {
    return undefined;
  }
}
