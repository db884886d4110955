import { createHash } from 'node:crypto';
import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { exists, makeWhole } from './files.mjs';
import { PLATFORM } from './locations.mjs';
import { run } from './run.mjs';

/** @typedef {Record<string, { version?: string, integrity?: string, optional?: boolean }>} Packages */

/** Copies of node_modules that are kept, at 1.3 GB each: enough to go to and fro between two branches. */
const COPIES = 2;

/**
 * Installs the npm packages of package-lock.json, unless exactly these are installed. npm takes half a minute of
 * computing to unpack them even from its own cache, so a copy is kept for the next clone: that takes five seconds.
 * @param {import('./locations.mjs').Places} places
 * @returns {Promise<import('./step.mjs').Done>}
 */
export async function installPackages({ root, cache }) {
  const lockFile = join(root, 'package-lock.json');
  const folder = join(root, 'node_modules');
  if (isInstalled(await packagesOf(lockFile), await installedIn(folder))) return { did: 'already there' };

  const hash = createHash('sha256').update(await readFile(lockFile));
  const copies = join(cache, 'node_modules');
  const copy = join(copies, `${PLATFORM}-${hash.digest('hex').slice(0, 16)}`);
  if (await exists(copy)) {
    await rm(folder, { recursive: true, force: true });
    await makeWhole(folder, (temporary) => run('cp', ['-a', copy, temporary]));
    return { did: 'copied from cache' };
  }
  await run('npm', ['ci', '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: root });
  await makeWhole(copy, (temporary) => run('cp', ['-a', folder, temporary]));
  await dropOldest(copies);
  return { did: 'installed by npm' };
}

/** @param {Packages} wanted @param {Packages} installed */
export function isInstalled(wanted, installed) {
  return Object.entries(wanted).every(([path, { version, integrity, optional }]) => {
    if (path === '') return true; // the project itself
    const there = installed[path];
    // npm leaves optional packages out that are not for this machine.
    if (there === undefined) return optional === true;
    return there.version === version && there.integrity === integrity;
  });
}

/** npm's own record of a folder, written when an installation has ended well. @param {string} folder */
function installedIn(folder) {
  return packagesOf(join(folder, '.package-lock.json')).catch(() => ({}));
}

/** @param {string} lockFile @returns {Promise<Packages>} */
async function packagesOf(lockFile) {
  return JSON.parse(await readFile(lockFile, 'utf8')).packages;
}

/** @param {string} copies */
async function dropOldest(copies) {
  const names = (await readdir(copies)).filter((name) => !name.endsWith('.tmp'));
  const dated = await Promise.all(names.map(async (name) => ({ name, at: (await stat(join(copies, name))).ctimeMs })));
  for (const { name } of dated.sort((a, b) => b.at - a.at).slice(COPIES)) {
    await rm(join(copies, name), { recursive: true, force: true });
  }
}
