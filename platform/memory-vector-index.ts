import type { ArtifactStore } from './artifact-store.js';
import { ArtifactNotFoundError, CollectionNotFoundError } from './errors.js';
import { VectorCollection } from './vector-collection.js';
import { checkCollectionName, checkEntries } from './vector-checks.js';
import { VectorIndex } from './vector-index.js';
import type { Neighbour, VectorEntry, VectorFilter } from './vector-index.js';
import { decodeSnapshot, encodeSnapshot } from './vector-snapshot.js';

const LARGEST_NUMBER_IN_MEMORY = 8; // collections of old versions are asked rarely; they load again when they are

interface Loaded {
  readonly etag: string;
  readonly collection: Promise<VectorCollection>;
}

/**
 * Exact search in this process's memory; good for some 50,000 vectors. Every collection is also kept as a snapshot in
 * the artifact store: the worker fills a collection, the API finds it, and a restart loses nothing. A snapshot that was
 * replaced is noticed by its etag at the next question.
 */
export class MemoryVectorIndex extends VectorIndex {
  /** In the order of last use, so that the first is the one to let go. */
  private readonly loaded = new Map<string, Loaded>();

  constructor(private readonly store: ArtifactStore) {
    super();
  }

  override async replace(collection: string, entries: readonly VectorEntry[]): Promise<void> {
    const key = snapshotKey(collection);
    checkEntries(entries);
    await this.store.put(key, encodeSnapshot(collection, entries));
  }

  override async nearest(
    collection: string,
    vector: Float32Array,
    limit: number,
    filter: VectorFilter = {},
  ): Promise<Neighbour[]> {
    return (await this.open(collection)).nearest(vector, limit, filter);
  }

  override async get(collection: string, id: string): Promise<VectorEntry | undefined> {
    return (await this.open(collection)).get(id);
  }

  override async *entries(collection: string): AsyncIterable<VectorEntry> {
    yield* (await this.open(collection)).all();
  }

  override async has(collection: string): Promise<boolean> {
    return (await this.store.head(snapshotKey(collection))) !== undefined;
  }

  override async drop(collection: string): Promise<void> {
    await this.store.delete(snapshotKey(collection));
    this.loaded.delete(collection);
  }

  private async open(collection: string): Promise<VectorCollection> {
    const etag = (await this.store.head(snapshotKey(collection)))?.etag;
    const known = this.loaded.get(collection);
    this.loaded.delete(collection);
    if (etag === undefined) throw new CollectionNotFoundError(collection);
    const current = known?.etag === etag ? known : { etag, collection: this.load(collection) };
    this.loaded.set(collection, current);
    const oldest = this.loaded.keys().next().value;
    if (oldest !== undefined && this.loaded.size > LARGEST_NUMBER_IN_MEMORY) this.loaded.delete(oldest);
    return current.collection;
  }

  private async load(collection: string): Promise<VectorCollection> {
    try {
      const { bytes } = await this.store.get(snapshotKey(collection));
      return new VectorCollection(decodeSnapshot(collection, bytes));
    } catch (error) {
      this.loaded.delete(collection); // a failure is not remembered: the next question tries again
      throw error instanceof ArtifactNotFoundError ? new CollectionNotFoundError(collection) : error;
    }
  }
}

function snapshotKey(collection: string): string {
  checkCollectionName(collection);
  return `collections/${collection}`;
}
