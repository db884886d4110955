import { createReadStream } from 'node:fs';
import { mkdir, open, readFile, rename, rm, rmdir, stat } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { dirname, join, relative } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { checkArtifactKey, checkArtifactPrefix } from './artifact-key.js';
import { ArtifactStore } from './artifact-store.js';
import type { Artifact, ArtifactSummary, PutConditions } from './artifact-store.js';
import { sha256 } from './content-hash.js';
import { ArtifactNotFoundError } from './errors.js';
import { codeOf, storageError } from './file-errors.js';
import { listFiles } from './file-listing.js';
import { claimName, draftName, withClaim } from './key-claims.js';
import { checkPutConditions } from './put-conditions.js';

const ATTEMPTS = 5; // each is lost only when somebody removes our folder or takes our claim at that very moment

/**
 * Artifacts as plain files below a folder, with the semantics of S3 for any number of processes on one machine: writes
 * are atomic and durable, and conditional puts compare and swap (docs/decisions/0002-embedded-stores.md).
 * The etag is the content's sha256, so writing the same bytes again does not change it.
 */
export class FileArtifactStore extends ArtifactStore {
  /** Hashes of files that have not changed since, so that asking again costs one `stat`. */
  private readonly knownEtags = new Map<string, { stamp: string; etag: string }>();

  constructor(private readonly root: string) {
    super();
  }

  override async put(key: string, bytes: Uint8Array, conditions: PutConditions = {}): Promise<{ etag: string }> {
    checkArtifactKey(key);
    const { ifMatch, ifNoneMatch } = conditions;
    if (ifMatch ?? ifNoneMatch) checkPutConditions(key, conditions, (await this.head(key))?.etag); // lost already?
    const etag = sha256(bytes);
    await this.commit(key, bytes, async (claim, path) => {
      checkPutConditions(key, conditions, (await this.head(key))?.etag);
      await rename(claim, path);
    });
    return { etag };
  }

  override async get(key: string): Promise<Artifact> {
    checkArtifactKey(key);
    const bytes = await readFile(this.pathOf(key)).catch((error: unknown) => {
      throw isNothingThere(error) ? new ArtifactNotFoundError(key) : storageError(key, this.root, error);
    });
    return { bytes: new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length), etag: sha256(bytes) };
  }

  override async head(key: string): Promise<ArtifactSummary | undefined> {
    checkArtifactKey(key);
    const path = this.pathOf(key);
    try {
      const file = await stat(path, { bigint: true });
      if (!file.isFile()) return undefined;
      const stamp = `${file.ino}-${file.size}-${file.mtimeNs}`;
      const known = this.knownEtags.get(key);
      const etag = known?.stamp === stamp ? known.etag : await hashFile(path);
      this.knownEtags.set(key, { stamp, etag });
      return { key, size: Number(file.size), etag };
    } catch (error) {
      this.knownEtags.delete(key);
      if (isNothingThere(error)) return undefined;
      throw storageError(key, this.root, error);
    }
  }

  override async *list(prefix: string): AsyncIterable<ArtifactSummary> {
    checkArtifactPrefix(prefix);
    for await (const key of listFiles(this.root, prefix)) {
      const summary = await this.head(key);
      if (summary !== undefined) yield summary; // else deleted while we listed
    }
  }

  override async delete(key: string): Promise<void> {
    checkArtifactKey(key);
    if ((await this.head(key)) === undefined) return;
    await this.commit(key, new Uint8Array(), async (claim, path) => {
      await rename(path, claim); // onto our own claim: gone for everybody in one step
      await rm(claim);
    });
    await this.removeEmptyFolders(dirname(this.pathOf(key)));
  }

  /** Writes a draft beside the final place, claims the key, and lets `finish` rename the claim. */
  private async commit(
    key: string,
    bytes: Uint8Array,
    finish: (claim: string, path: string) => Promise<void>,
  ): Promise<void> {
    const path = this.pathOf(key);
    const folder = dirname(path);
    const name = path.slice(folder.length + 1);
    for (let attempt = 1; ; attempt++) {
      const draft = draftName(name);
      try {
        await mkdir(folder, { recursive: true });
        await writeDurably(join(folder, draft), bytes);
        await withClaim(folder, name, draft, (claim) => finish(claim, path));
        return await syncFolder(folder);
      } catch (error) {
        if (codeOf(error) !== 'ENOENT' || attempt === ATTEMPTS) throw storageError(key, this.root, error);
      } finally {
        await Promise.all([draft, claimName(draft)].map((file) => removeIfThere(join(folder, file))));
      }
    }
  }

  private pathOf(key: string): string {
    return join(this.root, ...key.split('/'));
  }

  private async removeEmptyFolders(folder: string): Promise<void> {
    for (let empty = folder; relative(this.root, empty) !== ''; empty = dirname(empty)) {
      try {
        await rmdir(empty);
      } catch {
        return; // not empty: somebody's artifact, or a draft that is about to become one
      }
    }
  }
}

/** A key inside what is an artifact itself (ENOTDIR), or that is a folder of artifacts (EISDIR), holds nothing. */
function isNothingThere(error: unknown): boolean {
  return ['ENOENT', 'ENOTDIR', 'EISDIR'].includes(codeOf(error) ?? '');
}

/** A folder that cannot be written to has refused the draft already: that is the error to tell. */
async function removeIfThere(path: string): Promise<void> {
  await rm(path, { force: true }).catch(() => undefined);
}

async function writeDurably(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'wx');
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Makes the rename itself survive a power cut. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => undefined); // removed meanwhile by a delete: nothing to keep
  if (handle === undefined) return;
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}
