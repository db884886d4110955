import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { exists } from './files.mjs';
import { PLATFORM } from './locations.mjs';
import { obtain } from './obtain.mjs';
import { unlessRefused } from './refusals.mjs';
import { stopping } from './run.mjs';
import { unpackLibrary } from './tensorflow-library.mjs';
import { isLinked, link, unlink } from './tensorflow-link.mjs';

/**
 * Gives this clone native TensorFlow. Where it cannot be had, says why, and TensorFlow.js goes on with its wasm backend.
 * What fails in one clone says nothing about the others: only what they share is not tried again by each of them.
 * @param {import('./lock.mjs').Asset} asset
 * @param {import('./locations.mjs').Places} places
 * @param {Promise<unknown>} packages the npm packages; the library is fetched while they are installed
 * @param {(note: string) => void} note
 * @returns {Promise<import('./step.mjs').Done>}
 */
export async function provideTensorflow(asset, places, packages, note) {
  const library = join(places.cache, 'tensorflow', asset.version);
  try {
    const from = (await exists(library)) ? 'cache' : await fetchLibrary(asset, places, library);
    await packages;
    if (await isLinked(places.root, library)) return { did: 'already there' };
    await link(places.root, library);
    return { did: `from ${from}`, bytes: asset.bytes };
  } catch (error) {
    if (stopping.signal.aborted) throw error;
    await packages;
    await unlink(places.root);
    const reason = error instanceof Error ? error.message : String(error);
    note(`not to be had, so TensorFlow.js goes on with its slower wasm backend.\n${indent(reason)}`);
    return { did: 'wasm backend instead' };
  }
}

/** @param {import('./lock.mjs').Asset} asset @param {import('./locations.mjs').Places} places @param {string} library */
async function fetchLibrary(asset, places, library) {
  if (asset.platforms?.includes(PLATFORM) !== true) throw new Error(`there is none for ${PLATFORM}`);
  // A mirror that holds the file now is worth a try, whatever was refused without it.
  const mirrored = places.mirror === undefined ? undefined : join(places.mirror, asset.file);
  const circumstances = mirrored !== undefined && (await exists(mirrored)) ? `in the mirror: ${mirrored}` : '';
  const { result: wheel, from } = await unlessRefused(library, circumstances, () => obtain(asset, places));
  await unpackLibrary(wheel, library);
  if (wheel.startsWith(places.cache)) await rm(wheel, { force: true }); // 207 MB that nobody needs again
  return from;
}

/** @param {string} text */
function indent(text) {
  return text.replaceAll(/^/gm, '      ');
}
