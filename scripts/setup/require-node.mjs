import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './locations.mjs';

/**
 * Whether this Node is one that the tests ran on, as package.json says: `^20.20.0 || ^22.20.0`.
 * @returns {string | undefined} a sentence for people when its major version was never tried
 * @throws {Error} when it is older than what was tried
 */
export function requireNode(version = process.versions.node, range = engines()) {
  const tried = range.split('||').map((part) => part.trim().replace('^', ''));
  const [oldest = ''] = tried;
  const wanted = tried.find((one) => majorOf(one) === majorOf(version)) ?? oldest;
  if (compare(version, wanted) < 0) throw new Error(`Node ${wanted} or newer is needed; this is Node ${version}`);
  if (majorOf(wanted) === majorOf(version)) return undefined;
  return `Node ${version} was never tried with Marquee: the tests run on ${tried.map(majorOf).join(', ')}.`;
}

/** @returns {string} */
function engines() {
  return JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')).engines.node;
}

/** @param {string} version */
const majorOf = (version) => version.split('.')[0];

/** @param {string} left @param {string} right */
function compare(left, right) {
  return left.localeCompare(right, 'en', { numeric: true });
}
