/** Bytes stored under a key, and the etag that a conditional put compares. */
export interface Artifact {
  readonly bytes: Uint8Array;
  readonly etag: string;
}

export interface ArtifactSummary {
  readonly key: string;
  readonly size: number;
  readonly etag: string;
}

export interface PutConditions {
  /** Fail with ArtifactConflictError when the key exists already. */
  readonly ifNoneMatch?: '*';
  /** Fail with ArtifactConflictError unless the key holds exactly this etag now. */
  readonly ifMatch?: string;
}

/**
 * Bytes by key. Keys are `/`-joined segments of `[A-Za-z0-9._-]`, never `.` or `..`; anything else is refused with
 * InvalidArtifactKeyError. A put is atomic: a reader sees the old bytes or the new ones, also when the writer dies.
 */
export abstract class ArtifactStore {
  /** @throws ArtifactConflictError when a condition does not hold; nothing is written then */
  abstract put(key: string, bytes: Uint8Array, conditions?: PutConditions): Promise<{ etag: string }>;
  /** @throws ArtifactNotFoundError */
  abstract get(key: string): Promise<Artifact>;
  /** The etag and size without the bytes, or undefined when there is nothing. */
  abstract head(key: string): Promise<ArtifactSummary | undefined>;
  /** Every artifact whose key starts with `prefix`, in key order. */
  abstract list(prefix: string): AsyncIterable<ArtifactSummary>;
  /** Deleting what is not there is no error. */
  abstract delete(key: string): Promise<void>;
}
