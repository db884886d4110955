import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ROOT } from '../setup/locations.mjs';

/**
 * Runs a command of our own command line against an API.
 * @param {string} api its address
 * @param {readonly string[]} args
 * @returns {Promise<{ exitCode: number | null, answer: any, error: string | undefined }>} what it answered (the caller knows
 *   what that command answers), or the sentence that says why it did not
 */
export function askMarquee(api, args) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(ROOT, 'scripts/marquee.mjs'), ...args, '--json', '--api', api], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    let errors = '';
    child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (errors += chunk));
    child.on('error', reject);
    child.on('close', (exitCode) => {
      const [answer, failure] = [output, errors].map(parsed);
      const error = failure?.message ?? (answer === undefined ? errors.trim() || `ended with ${exitCode}` : undefined);
      resolve({ exitCode, answer, error });
    });
  });
}

/** @param {string} text @returns {any} */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
