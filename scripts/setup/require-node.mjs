import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './locations.mjs';

/** @throws {Error} when this Node is older than package.json allows */
export function requireNode(version = process.versions.node) {
  const { engines } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  const oldest = engines.node.replace('>=', '');
  if (compare(version, oldest) < 0) throw new Error(`Node ${oldest} or newer is needed; this is Node ${version}`);
}

/** @param {string} left @param {string} right */
function compare(left, right) {
  return left.localeCompare(right, 'en', { numeric: true });
}
