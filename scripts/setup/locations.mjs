import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/** The project's own folder. */
export const ROOT = resolve(import.meta.dirname, '../..');

/** What the lock file calls this kind of machine. */
export const PLATFORM = `${process.platform}-${process.arch}`;

/**
 * @typedef {object} Places
 * @property {string} root the clone being set up
 * @property {string} cache shared by all clones of this user; everything in it can be made again
 * @property {string} [mirror] a folder of files fetched beforehand, for machines without the internet
 */

/**
 * The defaults are those of platform/environment.ts, which cannot be imported here: set-up runs before it is built.
 * @param {Readonly<Record<string, string | undefined>>} environment
 * @returns {Places}
 */
export function places(environment = process.env) {
  const userCache = environment.XDG_CACHE_HOME || join(homedir(), '.cache');
  return {
    root: ROOT,
    cache: resolve(environment.MARQUEE_CACHE || join(userCache, 'marquee')),
    mirror: environment.MARQUEE_MIRROR ? resolve(environment.MARQUEE_MIRROR) : undefined,
  };
}
