import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { endOf } from '../setup/end-of.mjs';
import { ROOT } from '../setup/locations.mjs';

/** What our own command line ends with when nobody answers, or not yet: see cli/exit-codes.ts. */
export const NOT_REACHED = 3;

/** @throws {Error} where there is no command line to ask with, so that this is known before anything is touched */
export function requireBuilt() {
  if (!existsSync(join(ROOT, 'dist/cli/main.js'))) throw new Error('Marquee is not built yet: `npm run build` does it');
}

/**
 * Runs a command of our own command line against an API.
 * @param {string} api its address
 * @param {readonly string[]} args
 * @returns {Promise<{ exitCode: number | null, answer: unknown, code: string | undefined, error: string | undefined }>} what it
 *   answered (the caller knows what that command answers), or the code and the sentence that say why it did not
 */
export async function askMarquee(api, args) {
  const child = spawn(process.execPath, [join(ROOT, 'scripts/marquee.mjs'), ...args, '--json', '--api', api], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const { code: exitCode, output, errors } = await endOf(child);
  const [answer, failure] = [output, errors].map(parsed);
  const error = failure?.message ?? (answer === undefined ? errors.trim() || `ended with ${exitCode}` : undefined);
  return { exitCode, answer, code: failure?.code, error };
}

/** @param {string} text @returns {any} */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
