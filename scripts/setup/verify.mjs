import { sha256Of, sizeOf } from './files.mjs';

/** A source had the file, but not the one that the lock file names. Asking again may help. */
export class BrokenFileError extends Error {}

/**
 * @param {string} file
 * @param {{ sha256: string, bytes?: number }} expected
 * @throws {BrokenFileError}
 */
export async function verify(file, { sha256, bytes }) {
  const size = await sizeOf(file);
  if (bytes !== undefined && size !== bytes) throw new BrokenFileError(`broken: ${size} bytes instead of ${bytes}`);
  const found = await sha256Of(file);
  if (found !== sha256) throw new BrokenFileError(`broken: its sha256 is ${found} instead of ${sha256}`);
}
