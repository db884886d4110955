import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from './run.mjs';

/** @typedef {Record<string, { version?: string, integrity?: string, optional?: boolean }>} Packages */

/**
 * Installs the npm packages of package-lock.json, unless exactly these are installed.
 * @param {string} root
 * @returns {Promise<import('./step.mjs').Done>}
 */
export async function installPackages(root) {
  const wanted = await packagesOf(join(root, 'package-lock.json'));
  // npm's own record of what lies in node_modules, written when an installation has ended well.
  const installed = await packagesOf(join(root, 'node_modules/.package-lock.json')).catch(() => ({}));
  if (isInstalled(wanted, installed)) return { did: 'already there' };
  await run('npm', ['ci', '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: root });
  return { did: `${Object.keys(wanted).length - 1} installed` };
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

/** @param {string} lockFile @returns {Promise<Packages>} */
async function packagesOf(lockFile) {
  return JSON.parse(await readFile(lockFile, 'utf8')).packages;
}
