import { checkVector } from './vector-checks.js';
import type { Neighbour, VectorEntry, VectorFilter, VectorMetadata } from './vector-index.js';

/** The entries of one collection, ready for exact search: unit vectors side by side. */
export class VectorCollection {
  private readonly dimensions: number;
  private readonly directions: Float32Array;
  private readonly rows: ReadonlyMap<string, number>;

  constructor(private readonly entries: readonly VectorEntry[]) {
    this.dimensions = entries[0]?.vector.length ?? 0;
    this.directions = new Float32Array(entries.length * this.dimensions);
    entries.forEach(({ vector }, row) => this.directions.set(direction(vector), row * this.dimensions));
    this.rows = new Map(entries.map(({ id }, row) => [id, row]));
  }

  get(id: string): VectorEntry | undefined {
    const row = this.rows.get(id);
    const entry = row === undefined ? undefined : this.entries[row];
    return entry && copyOf(entry);
  }

  *all(): Iterable<VectorEntry> {
    for (const entry of this.entries) yield copyOf(entry);
  }

  nearest(vector: Float32Array, limit: number, filter: VectorFilter): Neighbour[] {
    if (this.entries.length === 0) return [];
    checkVector(vector, this.dimensions, 'The query');
    const query = direction(vector);
    const best: Neighbour[] = []; // sorted; short, so that inserting is cheaper than sorting everything
    for (const [row, { id, metadata }] of this.entries.entries()) {
      if (!passes(metadata, filter)) continue;
      const candidate = { id, score: this.cosine(query, row), metadata };
      const last = best[limit - 1];
      if (last !== undefined && !isBetter(candidate, last)) continue;
      const place = best.findIndex((other) => isBetter(candidate, other));
      best.splice(place === -1 ? best.length : place, 0, candidate);
      best.length = Math.min(best.length, limit);
    }
    return best;
  }

  private cosine(query: Float32Array, row: number): number {
    const { directions, dimensions } = this;
    const start = row * dimensions;
    let sum = 0;
    for (let index = 0; index < dimensions; index++) sum += query[index]! * directions[start + index]!;
    return Math.max(-1, Math.min(1, sum));
  }
}

/** The caller may do with the vector what it wants. */
function copyOf(entry: VectorEntry): VectorEntry {
  return { ...entry, vector: entry.vector.slice() };
}

/** The vector at length 1; a vector of zeros has no direction and is alike to nothing. */
function direction(vector: Float32Array): Float32Array {
  let squares = 0; // loops: a call for each of millions of numbers would be felt at every start
  for (let index = 0; index < vector.length; index++) squares += vector[index]! * vector[index]!;
  const scale = squares === 0 ? 0 : 1 / Math.sqrt(squares);
  const result = new Float32Array(vector.length);
  for (let index = 0; index < vector.length; index++) result[index] = vector[index]! * scale;
  return result;
}

function isBetter(one: Neighbour, other: Neighbour): boolean {
  return one.score > other.score || (one.score === other.score && one.id < other.id);
}

function passes(metadata: VectorMetadata, { genre, yearFrom, yearTo }: VectorFilter): boolean {
  if (genre !== undefined && !metadata.genres.includes(genre)) return false;
  return metadata.year >= (yearFrom ?? -Infinity) && metadata.year <= (yearTo ?? Infinity);
}
