import { createHash, randomUUID } from 'node:crypto';
import { closeSync, openSync, readSync } from 'node:fs';
import { mkdir, open, readdir, rename } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { join } from 'node:path';

const HASH_BYTES = 32;
const EXTENSION = '.features';
const CHUNK_BYTES = 1024 * 1024;

/** Where the features of one value lie. */
export interface FeaturePlace {
  readonly file: string;
  /** The first byte. */
  readonly position: number;
}

/**
 * Where features lie, by the sha256 of what they were extracted from: in immutable segment files, each named after its own
 * content and renamed into place when complete, so that a reader never sees half a segment, whoever died or writes beside
 * it. Segment: the hashes [entries, 32 bytes], then the features float32 [entries, width], which stay there until they are
 * read.
 */
export class FeatureCache {
  readonly #places = new Map<string, FeaturePlace>();

  private constructor(
    private readonly folder: string,
    private readonly width: number,
  ) {}

  /** @param wanted only segments that have one of these are looked into further; by default all */
  static async open(folder: string, width: number, wanted?: ReadonlySet<string>): Promise<FeatureCache> {
    await mkdir(folder, { recursive: true });
    const cache = new FeatureCache(folder, width);
    const chunk = Buffer.alloc(CHUNK_BYTES);
    for (const name of (await readdir(folder)).filter((entry) => entry.endsWith(EXTENSION)).sort()) {
      await cache.#look(name, wanted, chunk);
    }
    return cache;
  }

  placeOf(hash: string): FeaturePlace | undefined {
    return this.#places.get(hash);
  }

  has(hash: string): boolean {
    return this.#places.has(hash);
  }

  /** @param features float32 [hashes.length, width] */
  async add(hashes: readonly string[], features: Float32Array): Promise<void> {
    if (hashes.length === 0) return;
    const parts = [
      Buffer.from(hashes.join(''), 'hex'),
      new Uint8Array(features.buffer, features.byteOffset, features.byteLength),
    ];
    const hash = createHash('sha256');
    for (const part of parts) hash.update(part);
    const name = hash.digest('hex') + EXTENSION;
    await writeWhole(this.folder, name, parts);
    this.#keep(name, hashes);
  }

  /** A segment that is not what its name says (a broken disk, another width) is passed over: it is extracted again. */
  async #look(name: string, wanted: ReadonlySet<string> | undefined, chunk: Buffer): Promise<void> {
    const file = await open(join(this.folder, name));
    try {
      const { size } = await file.stat();
      const entries = size / (HASH_BYTES + this.width * 4);
      if (!Number.isInteger(entries)) return;
      const { buffer } = await file.read({ buffer: Buffer.alloc(entries * HASH_BYTES), position: 0 });
      const hashes = Array.from({ length: entries }, (_, entry) =>
        buffer.toString('hex', entry * HASH_BYTES, (entry + 1) * HASH_BYTES),
      );
      if (wanted && !hashes.some((hash) => wanted.has(hash))) return;
      if ((await contentHash(file, chunk)) + EXTENSION === name) this.#keep(name, hashes);
    } finally {
      await file.close();
    }
  }

  #keep(name: string, hashes: readonly string[]): void {
    const file = join(this.folder, name);
    for (const [entry, hash] of hashes.entries()) {
      this.#places.set(hash, { file, position: hashes.length * HASH_BYTES + entry * this.width * 4 });
    }
  }
}

/** Fills `into` with the features from the `first` number on; waits for the disk, as whoever trains has to. */
export function readFeatures({ file, position }: FeaturePlace, first: number, into: Float32Array): void {
  const bytes = new Uint8Array(into.buffer, into.byteOffset, into.byteLength);
  const descriptor = openSync(file, 'r');
  try {
    const read = readSync(descriptor, bytes, 0, bytes.length, position + first * 4);
    if (read < bytes.length) throw new Error(`${file} has become shorter`);
  } finally {
    closeSync(descriptor);
  }
}

/** Of a file of any size, in the memory of one chunk. */
async function contentHash(file: FileHandle, chunk: Buffer): Promise<string> {
  const hash = createHash('sha256');
  for (let position = 0; ;) {
    const { bytesRead } = await file.read(chunk, 0, chunk.length, position);
    if (bytesRead === 0) return hash.digest('hex');
    hash.update(chunk.subarray(0, bytesRead));
    position += bytesRead;
  }
}

async function writeWhole(folder: string, name: string, parts: readonly Uint8Array[]): Promise<void> {
  const unfinished = join(folder, `${randomUUID()}.part`);
  const file = await open(unfinished, 'wx');
  try {
    for (const part of parts) await file.writeFile(part);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(unfinished, join(folder, name));
}
