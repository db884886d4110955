import { randomUUID } from 'node:crypto';
import { CollectionNotFoundError } from './errors.js';
import type { VectorEntry, VectorIndex, VectorMetadata } from './vector-index.js';

const about = (genres: string[], year = 2000): VectorMetadata => ({ title: `A ${genres.join(' ')}`, year, genres });
const entry = (id: string, vector: number[], metadata = about(['Drama'])): VectorEntry => ({
  id,
  vector: Float32Array.from(vector),
  metadata,
});
const toward = (...vector: number[]) => Float32Array.from(vector);

/**
 * What every VectorIndex must do.
 * @param open called for every test, and twice where two processes are meant: all it returns share one storage
 */
export function describeVectorIndex(name: string, open: () => VectorIndex | Promise<VectorIndex>): void {
  describe(name, () => {
    let index: VectorIndex;
    let collection: string; // the server may be a real one with other collections in it
    beforeEach(async () => {
      index = await open();
      collection = `contract_${randomUUID().replaceAll('-', '')}`;
    });
    afterEach(() => index.drop(collection));
    const ids = async (...question: [Float32Array, number, Parameters<VectorIndex['nearest']>[3]?]) =>
      (await index.nearest(collection, ...question)).map(({ id }) => id);

    it('finds the nearest by angle, whatever the length, best first', async () => {
      await index.replace(collection, [
        entry('away', [-1, 0]),
        entry('across', [0, 3]),
        entry('along', [100, 0]),
        entry('between', [0.2, 0.2]),
      ]);
      const found = await index.nearest(collection, toward(2, 0), 4);
      expect(found.map(({ id }) => id)).toEqual(['along', 'between', 'across', 'away']);
      [1, Math.SQRT1_2, 0, -1].forEach((score, rank) => expect(found[rank]?.score).toBeCloseTo(score, 5));
      expect(found[0]?.metadata).toEqual(about(['Drama']));
    });

    it('gives as many as asked, or as many as there are', async () => {
      await index.replace(collection, [entry('a', [1, 0]), entry('b', [1, 1]), entry('c', [0, 1])]);
      expect(await ids(toward(1, 0), 2)).toEqual(['a', 'b']);
      expect(await ids(toward(1, 0), 50)).toEqual(['a', 'b', 'c']);
    });

    it('orders equal scores by id', async () => {
      await index.replace(collection, [entry('c', [1, 1]), entry('a', [1, 1]), entry('b', [1, 1])]);
      expect(await ids(toward(1, 1), 2)).toEqual(['a', 'b']);
    });

    it('finds only what passes the filter, and still as many as asked', async () => {
      await index.replace(collection, [
        entry('old horror', [1, 0], about(['Horror'], 1950)),
        entry('new horror', [1, 0.1], about(['Drama', 'Horror'], 2020)),
        entry('drama', [1, 0.2], about(['Drama'], 1990)),
        entry('horrors', [1, 0.3], about(['Horrors'], 1990)),
      ]);
      const query = toward(1, 0);
      expect(await ids(query, 2, { genre: 'Horror' })).toEqual(['old horror', 'new horror']);
      expect(await ids(query, 5, { yearFrom: 1990 })).toEqual(['new horror', 'drama', 'horrors']);
      expect(await ids(query, 5, { yearTo: 1990 })).toEqual(['old horror', 'drama', 'horrors']);
      expect(await ids(query, 1, { genre: 'Drama', yearFrom: 1980, yearTo: 2000 })).toEqual(['drama']);
      expect(await ids(query, 5, { genre: '") or ("" == "' })).toEqual([]);
    });

    it('gives back an entry by its id', async () => {
      const metadata = { title: 'Größe "2" — \\ 映画', year: 1895, genres: ['Drama', "Film-Noir's"] };
      await index.replace(collection, [entry('a', [0.5, -2, 3]), entry('it is', [1, 2, 3], metadata)]);
      const found = await index.get(collection, 'it is');
      expect(found).toMatchObject({ id: 'it is', metadata });
      expect(Array.from(found?.vector ?? [])).toEqual([1, 2, 3]);
      expect(await index.get(collection, 'nobody')).toBeUndefined();
    });

    it('gives every entry once, more than one page of them, as they were put in', async () => {
      const movies = Array.from({ length: 2500 }, (_, row) =>
        entry(`movie ${String(row).padStart(4, '0')}`, [row, -1.5], about(['Drama', 'Horror'], 1900 + (row % 100))),
      );
      await index.replace(collection, movies);
      const found: VectorEntry[] = [];
      for await (const one of index.entries(collection)) found.push(one);
      const inOrder = found.sort((one, other) => (one.id < other.id ? -1 : 1));
      expect(inOrder.map(({ id, metadata }) => ({ id, metadata }))).toEqual(
        movies.map(({ id, metadata }) => ({ id, metadata })),
      );
      expect(inOrder.map(({ vector }) => [...vector])).toEqual(movies.map(({ vector }) => [...vector]));
    });

    it('replaces all entries, with other dimensions too', async () => {
      await index.replace(collection, [entry('a', [1, 0]), entry('b', [0, 1])]);
      expect(await ids(toward(1, 0), 5)).toEqual(['a', 'b']);
      await index.replace(collection, [entry('c', [1, 0, 0])]);
      expect(await ids(toward(1, 0, 0), 5)).toEqual(['c']);
      expect(await index.get(collection, 'a')).toBeUndefined();
    });

    it('is filled by one process and found, replaced and dropped for another', async () => {
      const other = await open();
      await index.replace(collection, [entry('a', [1, 0])]);
      expect(await other.nearest(collection, toward(1, 0), 1)).toMatchObject([{ id: 'a' }]);
      await index.replace(collection, [entry('b', [1, 0])]);
      expect(await other.nearest(collection, toward(1, 0), 1)).toMatchObject([{ id: 'b' }]);
      await index.drop(collection);
      await expect(other.nearest(collection, toward(1, 0), 1)).rejects.toThrow(CollectionNotFoundError);
    });

    it('keeps a collection of a thousand long vectors', async () => {
      const vectors = Array.from({ length: 1000 }, (_, row) =>
        Array.from({ length: 256 }, (__, column) => Math.cos(0.003 * row * column)),
      );
      const name = (row: number) => `movie-${String(row).padStart(4, '0')}`;
      await index.replace(
        collection,
        vectors.map((vector, row) => entry(name(row), vector)),
      );
      for (const row of [0, 499, 999]) {
        const [nearest] = await index.nearest(collection, Float32Array.from(vectors[row] ?? []), 1);
        expect(nearest?.id).toBe(name(row));
        expect(nearest?.score).toBeCloseTo(1, 4);
      }
    });

    it('says which collection is not there', async () => {
      expect(await index.has(collection)).toBe(false);
      await expect(index.nearest(collection, toward(1), 1)).rejects.toThrow(collection);
      await expect(index.get(collection, 'a')).rejects.toThrow(CollectionNotFoundError);
      await expect(index.entries(collection)[Symbol.asyncIterator]().next()).rejects.toThrow(CollectionNotFoundError);
      await index.replace(collection, [entry('a', [1])]);
      expect(await index.has(collection)).toBe(true);
      await index.drop(collection);
      await index.drop(collection);
      expect(await index.has(collection)).toBe(false);
    });

    it('holds a collection without entries', async () => {
      await index.replace(collection, []);
      expect(await index.has(collection)).toBe(true);
      expect(await ids(toward(1, 2, 3), 5)).toEqual([]);
      expect(await index.get(collection, 'a')).toBeUndefined();
      for await (const one of index.entries(collection)) throw new Error(`there is ${one.id}`);
    });

    it('refuses a query of another length', async () => {
      await index.replace(collection, [entry('a', [1, 2, 3])]);
      const question = index.nearest(collection, toward(1, 2), 1);
      await expect(question).rejects.toMatchObject({ code: 'VECTOR_DIMENSION_MISMATCH' });
    });

    it('refuses entries that contradict each other, and keeps what it had', async () => {
      await index.replace(collection, [entry('kept', [1, 0])]);
      const refusal = (entries: VectorEntry[], code: string) =>
        expect(index.replace(collection, entries)).rejects.toMatchObject({ code });
      await refusal([entry('a', [1, 0]), entry('b', [1, 0, 0])], 'VECTOR_DIMENSION_MISMATCH');
      await refusal([entry('a', [1, 0]), entry('a', [0, 1])], 'DUPLICATE_VECTOR_ID');
      await refusal([entry('a', [1, NaN])], 'INVALID_VECTOR');
      await refusal([entry('a', [])], 'INVALID_VECTOR');
      expect(await ids(toward(1, 0), 5)).toEqual(['kept']);
    });

    it.each(['', 'a-b', '1a', 'a/b', '..', 'a b'])('refuses the collection name %j', async (wrong) => {
      const code = 'INVALID_COLLECTION_NAME';
      await expect(index.replace(wrong, [entry('a', [1])])).rejects.toMatchObject({ code });
      await expect(index.nearest(wrong, toward(1), 1)).rejects.toMatchObject({ code });
      await expect(index.has(wrong)).rejects.toMatchObject({ code });
    });
  });
}
