/** What a stored vector stands for; scalar values so that any vector database can filter on them. */
export interface VectorMetadata {
  readonly title: string;
  readonly year: number;
  readonly genres: readonly string[];
}

export interface VectorEntry {
  readonly id: string;
  /** Any length but zero; every entry of a collection has the same number of dimensions. */
  readonly vector: Float32Array;
  readonly metadata: VectorMetadata;
}

export interface Neighbour {
  readonly id: string;
  /** Cosine similarity, -1 to 1, higher is nearer. */
  readonly score: number;
  readonly metadata: VectorMetadata;
}

export interface VectorFilter {
  /** Only entries that have this genre. */
  readonly genre?: string;
  readonly yearFrom?: number;
  readonly yearTo?: number;
}

/**
 * Collections of vectors, searched by cosine similarity. One collection belongs to one model version, so vectors of two
 * versions never meet. Collection names are `[A-Za-z_][A-Za-z0-9_]*`.
 */
export abstract class VectorIndex {
  /** Creates the collection, or replaces all its entries at once. */
  abstract replace(collection: string, entries: readonly VectorEntry[]): Promise<void>;
  /**
   * The nearest entries, best first; ties in id order.
   * @throws CollectionNotFoundError
   * @throws PlatformError VECTOR_DIMENSION_MISMATCH when `vector` has another length than the collection's
   */
  abstract nearest(
    collection: string,
    vector: Float32Array,
    limit: number,
    filter?: VectorFilter,
  ): Promise<Neighbour[]>;
  /** One entry by its id, or undefined. @throws CollectionNotFoundError */
  abstract get(collection: string, id: string): Promise<VectorEntry | undefined>;
  /** Every entry once, in no particular order. @throws CollectionNotFoundError */
  abstract entries(collection: string): AsyncIterable<VectorEntry>;
  abstract has(collection: string): Promise<boolean>;
  /** Dropping what is not there is no error. */
  abstract drop(collection: string): Promise<void>;
}
