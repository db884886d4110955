import { chmod, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { exists, makeWhole } from './files.mjs';
import { PLATFORM } from './locations.mjs';
import { obtain } from './obtain.mjs';
import { unlessRefused } from './refusals.mjs';
import { run, stopping } from './run.mjs';
import { extract } from './zip.mjs';

/** @typedef {import('./lock.mjs').Asset} Asset @typedef {import('./locations.mjs').Places} Places */

const PROGRAM = /^imageio_ffmpeg\/binaries\/ffmpeg-/;

/** Where video/ffmpeg.ts looks for it. @param {Asset} ffmpeg @param {Places} places */
export function ffmpegPath({ version }, { cache }) {
  return join(cache, 'ffmpeg', version, 'ffmpeg');
}

/**
 * Provides the program that videos are read with. Where it cannot be had, says why, and all but videos goes on without.
 * @param {Asset} ffmpeg
 * @param {Places} places
 * @param {(note: string) => void} note
 * @returns {Promise<import('./step.mjs').Done>}
 */
export async function provideFfmpeg(ffmpeg, places, note) {
  const path = ffmpegPath(ffmpeg, places);
  if (await exists(path)) return { did: 'already there' };
  if (!ffmpeg.platforms?.includes(PLATFORM)) return { did: `nothing for ${PLATFORM}: videos are left out` };
  try {
    return { did: `from ${await fetchProgram(ffmpeg, places, path)}`, bytes: ffmpeg.bytes };
  } catch (error) {
    if (stopping.signal.aborted) throw error;
    note(`not to be had: ${error instanceof Error ? error.message : String(error)}`);
    return { did: 'videos are left out' };
  }
}

/** @param {Asset} ffmpeg @param {Places} places @param {string} path @returns {Promise<string>} where it came from */
function fetchProgram(ffmpeg, places, path) {
  return unlessRefused(path, places.mirror ?? '', async () => {
    const { result: wheel, from } = await obtain(ffmpeg, places);
    await mkdir(join(path, '..'), { recursive: true });
    await makeWhole(path, async (temporary) => {
      await extract(wheel, (name) => (PROGRAM.test(name) ? temporary : undefined));
      await chmod(temporary, 0o755);
      await run(temporary, ['-version']);
    });
    if (wheel.startsWith(places.cache)) await rm(wheel, { force: true }); // the program is all that is wanted of it
    return from;
  });
}
