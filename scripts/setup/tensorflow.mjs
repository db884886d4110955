import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { exists } from './files.mjs';
import { PLATFORM } from './locations.mjs';
import { obtain } from './obtain.mjs';
import { stopping } from './run.mjs';
import { unpackLibrary } from './tensorflow-library.mjs';
import { isLinked, link, unlink } from './tensorflow-link.mjs';

const HOURS_BEFORE_TRYING_AGAIN = 24;

/**
 * Gives this clone native TensorFlow. Where it cannot be had, says why, and TensorFlow.js goes on with its wasm backend.
 * @param {import('./lock.mjs').Asset} asset
 * @param {import('./locations.mjs').Places} places
 * @param {Promise<unknown>} packages the npm packages; the library is fetched while they are installed
 * @param {(note: string) => void} note
 * @returns {Promise<import('./step.mjs').Done>}
 */
export async function provideTensorflow(asset, places, packages, note) {
  const library = join(places.cache, 'tensorflow', asset.version);
  const refusal = `${library}.unavailable.json`;
  try {
    const earlier = await earlierRefusal(refusal);
    if (earlier !== undefined) throw new Error(earlier);
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
    await remember(refusal, reason);
    note(`not to be had, so TensorFlow.js goes on with its slower wasm backend.\n${indent(reason)}`);
    note(`tried again after ${HOURS_BEFORE_TRYING_AGAIN} hours, or when you delete ${refusal}`);
    return { did: 'wasm backend instead' };
  }
}

/** @param {import('./lock.mjs').Asset} asset @param {import('./locations.mjs').Places} places @param {string} library */
async function fetchLibrary(asset, places, library) {
  if (asset.platforms?.includes(PLATFORM) !== true) throw new Error(`there is none for ${PLATFORM}`);
  const { result: wheel, from } = await obtain(asset, places);
  await unpackLibrary(wheel, library);
  if (wheel.startsWith(places.cache)) await rm(wheel, { force: true }); // 207 MB that nobody needs again
  return from;
}

/** @param {string} refusal @returns {Promise<string | undefined>} why it could not be had a short while ago */
async function earlierRefusal(refusal) {
  const text = await readFile(refusal, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const { at, reason } = JSON.parse(text);
  return Date.now() - at < HOURS_BEFORE_TRYING_AGAIN * 60 * 60 * 1000 ? reason : undefined;
}

/** Asking everywhere again at every start would take minutes. @param {string} refusal @param {string} reason */
async function remember(refusal, reason) {
  if ((await earlierRefusal(refusal)) === reason) return;
  await mkdir(dirname(refusal), { recursive: true });
  await writeFile(refusal, JSON.stringify({ at: Date.now(), reason }));
}

/** @param {string} text */
function indent(text) {
  return text.replaceAll(/^/gm, '      ');
}
