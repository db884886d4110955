import { randomUUID } from 'node:crypto';
import type { ArtifactStore } from './artifact-store.js';
import { ArtifactConflictError, ArtifactNotFoundError, InvalidArtifactKeyError } from './errors.js';

const text = (value: string) => new TextEncoder().encode(value);
const read = async (store: ArtifactStore, key: string) => new TextDecoder().decode((await store.get(key)).bytes);

/**
 * What every ArtifactStore must do.
 * @param open called for every test, and twice where two processes are meant: all it returns share one storage
 */
export function describeArtifactStore(name: string, open: () => ArtifactStore | Promise<ArtifactStore>): void {
  describe(name, () => {
    let store: ArtifactStore;
    let prefix: string; // the storage may be a real bucket with other things in it
    beforeEach(async () => {
      store = await open();
      prefix = `contract-${randomUUID()}`;
    });
    afterEach(async () => {
      for await (const { key } of store.list(`${prefix}/`)) await store.delete(key);
    }, 60_000);
    const keys = async (start: string) => {
      const found: string[] = [];
      for await (const { key } of store.list(start)) found.push(key.slice(prefix.length + 1));
      return found;
    };

    it('gives back the bytes that were put, also no bytes and all byte values', async () => {
      const all = Uint8Array.from({ length: 256 }, (_, value) => value);
      await store.put(`${prefix}/all`, all);
      await store.put(`${prefix}/none`, new Uint8Array());
      expect(Array.from((await store.get(`${prefix}/all`)).bytes)).toEqual(Array.from(all));
      expect((await store.get(`${prefix}/none`)).bytes).toHaveLength(0);
    });

    it('holds an artifact of several megabytes', async () => {
      const bytes = new Uint8Array(6 * 2 ** 20).map((_, index) => index % 251);
      await store.put(`${prefix}/large`, bytes);
      expect(Buffer.compare(Buffer.from((await store.get(`${prefix}/large`)).bytes), Buffer.from(bytes))).toBe(0);
      expect(await store.head(`${prefix}/large`)).toMatchObject({ size: bytes.length });
    });

    it('is not changed by what happens to the bytes after a put or a get', async () => {
      const bytes = text('before');
      await store.put(`${prefix}/copy`, bytes);
      bytes.fill(0);
      (await store.get(`${prefix}/copy`)).bytes.fill(0);
      expect(await read(store, `${prefix}/copy`)).toBe('before');
    });

    it('is seen by whoever opens the same storage', async () => {
      await store.put(`${prefix}/shared`, text('here'));
      expect(await read(await open(), `${prefix}/shared`)).toBe('here');
    });

    it('says which artifact is not there', async () => {
      await expect(store.get(`${prefix}/missing`)).rejects.toThrow(ArtifactNotFoundError);
      await expect(store.get(`${prefix}/missing`)).rejects.toThrow(`${prefix}/missing`);
      expect(await store.head(`${prefix}/missing`)).toBeUndefined();
    });

    it('tells the same etag and size by put, get, head and list', async () => {
      const { etag } = await store.put(`${prefix}/same`, text('12345'));
      expect((await store.get(`${prefix}/same`)).etag).toBe(etag);
      const summary = { key: `${prefix}/same`, size: 5, etag };
      expect(await store.head(`${prefix}/same`)).toEqual(summary);
      const listed: unknown[] = [];
      for await (const entry of store.list(`${prefix}/`)) listed.push(entry);
      expect(listed).toEqual([summary]);
    });

    it('gives other content another etag', async () => {
      const first = await store.put(`${prefix}/etag`, text('one'));
      const second = await store.put(`${prefix}/etag`, text('two'));
      expect(second.etag).not.toBe(first.etag);
      expect(await store.head(`${prefix}/etag`)).toMatchObject({ etag: second.etag });
    });

    it('lists by prefix in key order, over folders', async () => {
      for (const key of ['a/2', 'a/10', 'a-b/1', 'a.b', 'b/1', 'B/1', 'a/c/d/e']) {
        await store.put(`${prefix}/${key}`, text(key));
      }
      expect(await keys(`${prefix}/`)).toEqual(['B/1', 'a-b/1', 'a.b', 'a/10', 'a/2', 'a/c/d/e', 'b/1']);
      expect(await keys(`${prefix}/a/`)).toEqual(['a/10', 'a/2', 'a/c/d/e']);
      expect(await keys(`${prefix}/a`)).toEqual(['a-b/1', 'a.b', 'a/10', 'a/2', 'a/c/d/e']);
      expect(await keys(`${prefix}/a/c/d/`)).toEqual(['a/c/d/e']);
      expect(await keys(`${prefix}/nothing/`)).toEqual([]);
    });

    it('lists more artifacts than a server puts on one page', async () => {
      const names = Array.from({ length: 1050 }, (_, index) => `many/${String(index).padStart(4, '0')}`);
      for (let start = 0; start < names.length; start += 50) {
        await Promise.all(names.slice(start, start + 50).map((key) => store.put(`${prefix}/${key}`, text(key))));
      }
      expect(await keys(`${prefix}/many/`)).toEqual(names);
    }, 120_000);

    it('deletes, and deletes again', async () => {
      await store.put(`${prefix}/folder/gone`, text('x'));
      await store.delete(`${prefix}/folder/gone`);
      await store.delete(`${prefix}/folder/gone`);
      expect(await store.head(`${prefix}/folder/gone`)).toBeUndefined();
      expect(await keys(`${prefix}/`)).toEqual([]);
      await store.put(`${prefix}/folder/gone`, text('back'), { ifNoneMatch: '*' });
      expect(await read(store, `${prefix}/folder/gone`)).toBe('back');
    });

    it('puts only what is not there yet, if asked', async () => {
      await store.put(`${prefix}/new`, text('first'), { ifNoneMatch: '*' });
      const second = store.put(`${prefix}/new`, text('second'), { ifNoneMatch: '*' });
      await expect(second).rejects.toThrow(ArtifactConflictError);
      expect(await read(store, `${prefix}/new`)).toBe('first');
    });

    it('replaces only the etag it is told', async () => {
      const first = await store.put(`${prefix}/swap`, text('first'));
      const second = await store.put(`${prefix}/swap`, text('second'), { ifMatch: first.etag });
      const late = store.put(`${prefix}/swap`, text('late'), { ifMatch: first.etag });
      await expect(late).rejects.toThrow(ArtifactConflictError);
      expect(await store.head(`${prefix}/swap`)).toMatchObject({ etag: second.etag });
      const absent = store.put(`${prefix}/absent`, text('x'), { ifMatch: first.etag });
      await expect(absent).rejects.toThrow(ArtifactConflictError);
      expect(await store.head(`${prefix}/absent`)).toBeUndefined();
    });

    it.each([
      ['create the same key', undefined],
      ['replace the same etag', 'start'],
    ])(
      'lets exactly one of 20 win that %s at once',
      async (_what, start) => {
        const key = `${prefix}/race`;
        const etag = start === undefined ? undefined : (await store.put(key, text(start))).etag;
        const condition = etag === undefined ? { ifNoneMatch: '*' as const } : { ifMatch: etag };
        const writers = await Promise.all(Array.from({ length: 20 }, async () => open()));
        const results = await Promise.allSettled(
          writers.map((writer, index) => writer.put(key, text(`writer ${index}`), condition)),
        );
        const winners = results.flatMap(({ status }, index) => (status === 'fulfilled' ? [index] : []));
        expect(winners).toHaveLength(1);
        expect(await read(store, key)).toBe(`writer ${winners[0]}`);
        for (const result of results) {
          if (result.status === 'rejected') expect(result.reason).toBeInstanceOf(ArtifactConflictError);
        }
      },
      60_000,
    );

    it('never shows half of what is being put', async () => {
      const key = `${prefix}/whole`;
      const fill = (value: number) => new Uint8Array(300_000).fill(value);
      await store.put(key, fill(0));
      const writing = (async () => {
        for (let value = 1; value <= 10; value++) await store.put(key, fill(value));
      })();
      const reader = await open();
      for (let reads = 0; reads < 20; reads++) {
        const { bytes } = await reader.get(key);
        expect(bytes).toHaveLength(300_000);
        expect(new Set(bytes).size).toBe(1);
      }
      await writing;
      expect((await reader.get(key)).bytes[0]).toBe(10);
    }, 60_000);

    it.each([
      '',
      '/',
      'a//b',
      '/a',
      'a/',
      '.',
      '..',
      'a/../b',
      'a/./b',
      'a b',
      'a\0b',
      'a\\b',
      'ä',
      '~a',
      'a%2e',
      'a:b',
    ])('refuses the key %j', async (key) => {
      await expect(store.put(key, text('x'))).rejects.toThrow(InvalidArtifactKeyError);
      await expect(store.get(key)).rejects.toThrow(InvalidArtifactKeyError);
      await expect(store.head(key)).rejects.toThrow(InvalidArtifactKeyError);
      await expect(store.delete(key)).rejects.toThrow(InvalidArtifactKeyError);
    });

    it('refuses to list outside', async () => {
      await expect(keys('../')).rejects.toThrow(InvalidArtifactKeyError);
      await expect(keys('a/../../b')).rejects.toThrow(InvalidArtifactKeyError);
    });
  });
}
