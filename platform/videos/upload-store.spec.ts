import { ArtifactConflictError } from '../errors.js';
import { MemoryArtifactStore } from '../memory-artifact-store.js';
import { ABANDONED_MILLISECONDS, UploadStore } from './upload-store.js';
import { isComplete, MAX_UPLOAD_BYTES, offsetOf, PART_BYTES } from './upload.js';

const SIZE = 2 * PART_BYTES + 1000;
const video = Uint8Array.from({ length: SIZE }, (_, index) => (index * 31) % 251);
video.set(new TextEncoder().encode('ftypisom'), 4);

let artifacts: MemoryArtifactStore;
let clock: number;
let uploads: UploadStore;
beforeEach(() => {
  artifacts = new MemoryArtifactStore();
  clock = Date.UTC(2026, 10, 22);
  uploads = new UploadStore(artifacts, () => clock);
});

async function* pieces(bytes: Uint8Array, size = 100_000, failAfter = Infinity): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) {
    if (at >= failAfter) throw new Error('the connection broke off');
    yield bytes.subarray(at, at + size);
    await Promise.resolve();
  }
}

async function read(id: string, start: number, end: number): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const part of uploads.read(await uploads.upload(id), start, end)) parts.push(part);
  return Buffer.concat(parts);
}

async function keysOf(): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of artifacts.list('uploads/')) keys.push(key);
  return keys;
}

it('keeps what came when a connection breaks off, and goes on from there', async () => {
  const { id } = await uploads.create({ name: 'a film', size: SIZE });
  const broken = uploads.append(id, 0, pieces(video, 100_000, PART_BYTES + 300_000));
  await expect(broken).rejects.toThrow('broke off');
  const { length } = await read(id, 0, SIZE);
  expect(length).toBeGreaterThan(PART_BYTES);
  expect(length).toBe(offsetOf(await uploads.upload(id)));

  expect(await uploads.append(id, length, pieces(video.subarray(length)))).toBe(SIZE);
  expect(isComplete(await uploads.upload(id))).toBe(true);
  expect(Buffer.compare(await read(id, 0, SIZE), video)).toBe(0);
});

it('reads any range of it', async () => {
  const { id } = await uploads.create({ name: 'a film', size: SIZE });
  await uploads.append(id, 0, pieces(video));
  for (const [start, end] of [
    [0, 1],
    [PART_BYTES - 5, PART_BYTES + 5],
    [PART_BYTES, 2 * PART_BYTES],
    [SIZE - 1, SIZE],
  ] as const) {
    expect(Buffer.compare(await read(id, start, end), video.subarray(start, end))).toBe(0);
  }
});

it('knows the format by the first bytes, and removes at once what is no video', async () => {
  const { id } = await uploads.create({ name: 'a film', size: SIZE });
  await uploads.append(id, 0, pieces(video.subarray(0, 200)));
  expect((await uploads.upload(id)).format).toBe('mp4');

  const text = await uploads.create({ name: 'film.mp4', size: SIZE });
  await expect(uploads.append(text.id, 0, pieces(new Uint8Array(500)))).rejects.toMatchObject({
    ...{ code: 'NOT_A_VIDEO', status: 415 },
  });
  expect((await keysOf()).filter((key) => key.includes(text.id))).toEqual([]);
});

it('waits for enough bytes to know', async () => {
  const { id } = await uploads.create({ name: 'a film', size: SIZE });
  expect(await uploads.append(id, 0, pieces(video.subarray(0, 6)))).toBe(0);
  expect(await uploads.append(id, 0, pieces(video.subarray(0, 100)))).toBe(100);
});

it('takes bytes only where they belong, and of two writers at once only one', async () => {
  const { id } = await uploads.create({ name: 'a film', size: SIZE });
  await expect(uploads.append(id, 5, pieces(video))).rejects.toMatchObject({ code: 'UPLOAD_OFFSET', status: 409 });
  const both = await Promise.allSettled([uploads.append(id, 0, pieces(video)), uploads.append(id, 0, pieces(video))]);
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(Buffer.compare(await read(id, 0, SIZE), video)).toBe(0);
  expect(await keysOf()).toHaveLength(1 + 3); // nothing is left of the one that lost
});

it('takes no more than was announced, and no more than there may be', async () => {
  const { id } = await uploads.create({ name: 'a film', size: 300 });
  await expect(uploads.append(id, 0, pieces(video.subarray(0, 301)))).rejects.toMatchObject({
    ...{ code: 'UPLOAD_TOO_LARGE', status: 413 },
  });
  const size = MAX_UPLOAD_BYTES + 1;
  await expect(uploads.create({ name: 'a film', size })).rejects.toMatchObject({ code: 'UPLOAD_TOO_LARGE' });
  await expect(uploads.create({ name: 'a film', size: 0 })).rejects.toMatchObject({ code: 'VIDEO_EMPTY' });
});

it('removes what nobody has touched for a day, unless it is used', async () => {
  const [abandoned, used, young] = [
    await uploads.create({ name: 'abandoned', size: SIZE }),
    await uploads.create({ name: 'used', size: SIZE }),
    await uploads.create({ name: 'young', size: SIZE }),
  ];
  clock += ABANDONED_MILLISECONDS - 1000;
  await uploads.append(young.id, 0, pieces(video.subarray(0, 5000)));
  clock += 2000;
  let asked = 0;
  const usedIds = () => Promise.resolve(new Set([used.id].slice(asked++))); // asked once, however many there are
  expect(await uploads.removeAbandoned(usedIds)).toBe(1);
  await expect(uploads.upload(abandoned.id)).rejects.toMatchObject({ code: 'UPLOAD_NOT_FOUND', status: 404 });
  expect((await uploads.upload(young.id)).name).toBe('young');
  expect((await uploads.upload(used.id)).name).toBe('used');
});

it('takes an upload that cannot be read just now for no abandoned one', async () => {
  const { id } = await uploads.create({ name: 'a film', size: SIZE });
  await uploads.append(id, 0, pieces(video));
  const get = artifacts.get.bind(artifacts);
  artifacts.get = () => Promise.reject(new Error('503 Slow Down'));
  await expect(uploads.removeAbandoned(() => Promise.resolve(new Set()))).rejects.toThrow('Slow Down');
  artifacts.get = get;
  expect(Buffer.compare(await read(id, 0, SIZE), video)).toBe(0);
});

it('keeps the bytes of a record whose writing was not confirmed', async () => {
  const { id } = await uploads.create({ name: 'a film', size: SIZE });
  const put = artifacts.put.bind(artifacts);
  artifacts.put = async (key, bytes, conditions) => {
    const written = await put(key, bytes, conditions);
    if (key.endsWith('upload.json')) throw new Error('the answer was lost');
    return written;
  };
  await expect(uploads.append(id, 0, pieces(video.subarray(0, 5000)))).rejects.toThrow('the answer was lost');
  artifacts.put = put;
  const offset = offsetOf(await uploads.upload(id));
  expect(await uploads.append(id, offset, pieces(video.subarray(offset)))).toBe(SIZE);
  expect(Buffer.compare(await read(id, 0, SIZE), video)).toBe(0);
});

it('does not know every id', async () => {
  for (const id of ['', '..', '0'.repeat(32)]) {
    await expect(uploads.upload(id)).rejects.toMatchObject({ code: 'UPLOAD_NOT_FOUND' });
  }
});

it('tells a conflict of the store from one of its own', async () => {
  const { id } = await uploads.create({ name: 'a film', size: SIZE });
  artifacts.put = () => Promise.reject(new Error('the disk is full'));
  const failure: unknown = await uploads.append(id, 0, pieces(video)).catch((error: unknown) => error);
  expect(failure).not.toBeInstanceOf(ArtifactConflictError);
  expect(String(failure)).toContain('disk is full');
});
