import { createHash } from 'node:crypto';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { run } from './run.mjs';

const LEFT_OUT = new Set(['node_modules', 'dist']);
const CONFIGURATION = ['package-lock.json', 'tsconfig.json', 'tsconfig.build.json', 'nest-cli.json'];

/**
 * @typedef {object} Part
 * @property {readonly string[]} sources files and folders that the result follows from
 * @property {string} result folder
 * @property {readonly (readonly string[])[]} programs what builds it, one after the other, each with its arguments
 */

/** @type {Part} */
export const SERVER = {
  sources: ['api', 'bench', 'cli', 'models', 'platform', 'training', 'video', 'workflows', ...CONFIGURATION],
  result: 'dist',
  programs: [['node_modules/@nestjs/cli/bin/nest.js', 'build'], ['dist/workflows/bundle.js']],
};

/** @type {Part} */
export const PAGE = {
  sources: ['web', 'package-lock.json'],
  result: 'web/dist',
  programs: [['node_modules/vite/bin/vite.js', 'build', 'web']],
};

/**
 * Builds a part, unless it was built from exactly these sources.
 * @param {Part} part
 * @param {string} root
 * @returns {Promise<import('./step.mjs').Done>}
 */
export async function build(part, root) {
  const result = join(root, part.result);
  const stamp = join(result, '.built-from');
  const sources = await hashOf(
    part.sources.map((source) => join(root, source)),
    root,
  );
  if ((await readFile(stamp, 'utf8').catch(() => '')) === sources) return { did: 'already there' };
  // From nothing: what a deleted source once became must not be found by anybody.
  await rm(result, { recursive: true, force: true });
  for (const program of part.programs) await run(process.execPath, [...program], { cwd: root });
  await writeFile(stamp, sources);
  return { did: 'built' };
}

/** @param {readonly string[]} paths @param {string} root */
async function hashOf(paths, root) {
  const hash = createHash('sha256');
  for (const path of paths) {
    for (const file of await filesOf(path)) hash.update(`${relative(root, file)}\0`).update(await readFile(file));
  }
  return hash.digest('hex');
}

/** @param {string} path a file, or a folder to search @returns {Promise<string[]>} in a stable order */
async function filesOf(path) {
  const entries = await readdir(path, { withFileTypes: true, recursive: false }).catch(() => undefined);
  if (entries === undefined) return [path];
  const files = [];
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (LEFT_OUT.has(entry.name) || entry.name.endsWith('.spec.ts')) continue;
    const child = join(path, entry.name);
    if (entry.isDirectory()) files.push(...(await filesOf(child)));
    else files.push(child);
  }
  return files;
}
