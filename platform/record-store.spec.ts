import { z } from 'zod';
import { PlatformError } from './errors.js';
import { MemoryArtifactStore } from './memory-artifact-store.js';
import { RecordStore } from './record-store.js';
import { TIMESTAMP_ID } from './timestamp-id.js';

const EntrySchema = z.object({
  ...{ id: z.string(), createdAt: z.string(), endedAt: z.string().nullable() },
  ...{ status: z.string(), note: z.string() },
});
const kind = {
  ...({ folder: 'thing-records/', schema: EntrySchema } as const),
  notFound: (id: string) => new PlatformError('THING_NOT_FOUND', 404, `No thing ${id}`),
};

let artifacts: MemoryArtifactStore;
let clock: number;
let records: RecordStore<z.infer<typeof EntrySchema>>;
beforeEach(() => {
  artifacts = new MemoryArtifactStore();
  clock = Date.UTC(2026, 10, 22, 8);
  records = new RecordStore(artifacts, kind, () => (clock += 1000));
});

const create = (note: string) => records.create({ status: 'running', note });

/** What a record's next reader does between the reading and whatever follows. */
function afterTheNextRead(meanwhile: () => Promise<void>): void {
  const get = artifacts.get.bind(artifacts);
  artifacts.get = async (key) => {
    artifacts.get = get;
    const found = await get(key);
    await meanwhile();
    return found;
  };
}

it('makes ids that sort by their time', async () => {
  const first = await create('first');
  const second = await create('second');
  expect(first.id).toMatch(TIMESTAMP_ID);
  expect(first).toMatchObject({ createdAt: '2026-11-22T08:00:01.000Z', endedAt: null });
  expect([second.id, first.id].sort()).toEqual([first.id, second.id]);
  expect(await records.read(first.id)).toEqual(first);
});

it('lists the newest, and reads no more than it is asked for, together', async () => {
  for (const note of ['one', 'two', 'three', 'four']) await create(note);
  const get = artifacts.get.bind(artifacts);
  let [reads, atOnce, most] = [0, 0, 0];
  artifacts.get = async (key) => {
    reads++;
    most = Math.max(most, ++atOnce);
    await new Promise((resolve) => setTimeout(resolve, 5));
    atOnce--;
    return get(key);
  };
  expect((await records.newest(3)).map(({ note }) => note)).toEqual(['four', 'three', 'two']);
  expect([reads, most]).toEqual([3, 3]);
});

it('brings nothing back that is removed while its end is written', async () => {
  const { id } = await create('one');
  afterTheNextRead(() => records.remove(id));
  await records.end(id, { status: 'completed' });
  expect(await records.find(id)).toBeUndefined();
});

it('keeps what somebody else writes meanwhile', async () => {
  const { id } = await create('one');
  afterTheNextRead(() => records.end(id, { note: 'written meanwhile' }));
  await records.end(id, { status: 'completed' });
  expect(await records.read(id)).toMatchObject({ note: 'written meanwhile', status: 'completed' });
});

it.each(['20261122T080000Z-00000000', '../models', ''])('does not know %j', async (id) => {
  await expect(records.read(id)).rejects.toMatchObject({ code: 'THING_NOT_FOUND' });
  expect(await records.find(id)).toBeUndefined();
});
