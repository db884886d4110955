import { join } from 'node:path';
import { ROOT } from '../setup/locations.mjs';

/**
 * The settings as the programs themselves will read them, from the built code: there is one reader of the environment.
 * @returns {Promise<import('../../platform/environment.js').Settings>}
 */
export async function readSettings() {
  /** @type {typeof import('../../platform/environment.js')} */
  const { readEnvironment } = await import(join(ROOT, 'dist/platform/environment.js'));
  return readEnvironment();
}
