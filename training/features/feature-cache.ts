import { randomUUID } from 'node:crypto';
import { mkdir, open, readFile, readdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { sha256 } from '../../platform/content-hash.js';

const HASH_BYTES = 32;
const EXTENSION = '.features';

/**
 * Features by the sha256 of what they were extracted from. Lies in immutable segment files, each named after its own
 * content and renamed into place when complete: a reader never sees half a segment, whoever died or writes beside it.
 * Segment: the hashes [entries, 32 bytes], then the features float32 [entries, width].
 */
export class FeatureCache {
  readonly #features = new Map<string, Float32Array>();

  private constructor(
    private readonly folder: string,
    private readonly width: number,
  ) {}

  static async open(folder: string, width: number): Promise<FeatureCache> {
    await mkdir(folder, { recursive: true });
    const cache = new FeatureCache(folder, width);
    for (const name of (await readdir(folder)).filter((entry) => entry.endsWith(EXTENSION)).sort()) {
      cache.#read(name, await readFile(join(folder, name)));
    }
    return cache;
  }

  get(hash: string): Float32Array | undefined {
    return this.#features.get(hash);
  }

  has(hash: string): boolean {
    return this.#features.has(hash);
  }

  /** @param features float32 [hashes.length, width] */
  async add(hashes: readonly string[], features: Float32Array): Promise<void> {
    if (hashes.length === 0) return;
    const segment = Buffer.concat([
      Buffer.from(hashes.join(''), 'hex'),
      new Uint8Array(features.buffer, features.byteOffset, features.byteLength),
    ]);
    const name = sha256(segment) + EXTENSION;
    await writeWhole(this.folder, name, segment);
    this.#read(name, segment);
  }

  /** A segment that is not what its name says (a broken disk, another width) is passed over: it is extracted again. */
  #read(name: string, segment: Buffer): void {
    const entries = segment.length / (HASH_BYTES + this.width * 4);
    if (!Number.isInteger(entries) || sha256(segment) + EXTENSION !== name) return;
    const features = new Float32Array(Uint8Array.from(segment.subarray(entries * HASH_BYTES)).buffer);
    for (let entry = 0; entry < entries; entry++) {
      const hash = segment.toString('hex', entry * HASH_BYTES, (entry + 1) * HASH_BYTES);
      this.#features.set(hash, features.subarray(entry * this.width, (entry + 1) * this.width));
    }
  }
}

async function writeWhole(folder: string, name: string, bytes: Uint8Array): Promise<void> {
  const unfinished = join(folder, `${randomUUID()}.part`);
  const file = await open(unfinished, 'wx');
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(unfinished, join(folder, name));
}
