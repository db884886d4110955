import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { access, mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';

/** @param {string} path */
export async function exists(path) {
  return access(path).then(
    () => true,
    () => false,
  );
}

/** @param {string} path @returns {Promise<string>} lower-case hex */
export async function sha256Of(path) {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), hash);
  return hash.digest('hex');
}

/** @param {string} path */
export async function sizeOf(path) {
  return (await stat(path)).size;
}

/**
 * Makes a file or folder under a temporary name beside its place and moves it there when it is whole, so that nobody
 * ever sees half of it, also when two clones make it at once: the second to finish finds the first one's and drops its own.
 * @template T
 * @param {string} path
 * @param {(temporary: string) => Promise<T>} make
 * @returns {Promise<T>}
 */
export async function makeWhole(path, make) {
  const temporary = `${path}.${randomUUID().slice(0, 8)}.tmp`;
  await mkdir(dirname(path), { recursive: true });
  await sweep(path);
  try {
    const made = await make(temporary);
    await rename(temporary, path).catch(async (error) => {
      if (!(await exists(path))) throw error;
    });
    return made;
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

/** What a killed set-up left behind long ago; younger ones may be another clone's work. @param {string} path */
async function sweep(path) {
  const aDayAgo = Date.now() - 24 * 60 * 60 * 1000;
  for (const name of await readdir(dirname(path))) {
    const leftover = join(dirname(path), name);
    if (!leftover.startsWith(`${path}.`) || !leftover.endsWith('.tmp')) continue;
    if ((await stat(leftover)).mtimeMs < aDayAgo) await rm(leftover, { recursive: true, force: true });
  }
}
