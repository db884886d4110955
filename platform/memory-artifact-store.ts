import { checkArtifactKey, checkArtifactPrefix } from './artifact-key.js';
import { ArtifactStore } from './artifact-store.js';
import type { Artifact, ArtifactSummary, PutConditions } from './artifact-store.js';
import { sha256 } from './content-hash.js';
import { ArtifactNotFoundError } from './errors.js';
import { checkPutConditions } from './put-conditions.js';

/** Artifacts in this process's memory: for specs, and for anything that need not outlive the process. */
export class MemoryArtifactStore extends ArtifactStore {
  private readonly artifacts = new Map<string, Artifact>();

  override put(key: string, bytes: Uint8Array, conditions: PutConditions = {}): Promise<{ etag: string }> {
    return attempt(() => {
      checkArtifactKey(key);
      checkPutConditions(key, conditions, this.artifacts.get(key)?.etag);
      const etag = sha256(bytes);
      this.artifacts.set(key, { bytes: bytes.slice(), etag });
      return { etag };
    });
  }

  override get(key: string): Promise<Artifact> {
    return attempt(() => {
      checkArtifactKey(key);
      const artifact = this.artifacts.get(key);
      if (artifact === undefined) throw new ArtifactNotFoundError(key);
      return { bytes: artifact.bytes.slice(), etag: artifact.etag };
    });
  }

  override head(key: string): Promise<ArtifactSummary | undefined> {
    return attempt(() => {
      checkArtifactKey(key);
      const artifact = this.artifacts.get(key);
      return artifact && { key, size: artifact.bytes.length, etag: artifact.etag };
    });
  }

  override async *list(prefix: string): AsyncIterable<ArtifactSummary> {
    checkArtifactPrefix(prefix);
    const keys = [...this.artifacts.keys()].filter((key) => key.startsWith(prefix)).sort();
    for (const key of keys) {
      const summary = await this.head(key);
      if (summary !== undefined) yield summary;
    }
  }

  override delete(key: string): Promise<void> {
    return attempt(() => {
      checkArtifactKey(key);
      this.artifacts.delete(key);
    });
  }
}

/** What a synchronous body throws becomes a rejection, as with any other store. */
function attempt<Value>(body: () => Value): Promise<Value> {
  return new Promise((resolve) => resolve(body()));
}
