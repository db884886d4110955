import { spawn } from 'node:child_process';
import { stripVTControlCharacters } from 'node:util';

/** Aborted when set-up ends early: programs that still run are ended, downloads broken off. */
export const stopping = new AbortController();

/**
 * Runs a program to its end.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: Record<string, string> }} [options] env is added to this process's own
 * @returns {Promise<string>} what it wrote to standard output
 * @throws {Error} with the last lines it wrote, when it cannot be started or does not end well
 */
export function run(command, args, { cwd, env } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      signal: stopping.signal,
    });
    let output = '';
    let everything = '';
    child.stdout.on('data', (chunk) => {
      output += chunk;
      everything += chunk;
    });
    child.stderr.on('data', (chunk) => (everything += chunk));
    child.on('error', (/** @type {NodeJS.ErrnoException} */ error) => {
      reject(error.code === 'ENOENT' ? new Error(`${command} is not installed`) : error);
    });
    child.on('close', (code, signal) => {
      if (code === 0) return resolve(output);
      const program = [command, ...args].slice(0, 3).join(' ');
      reject(new Error(`${program} ended with ${signal ?? code}:\n${excerpt(everything)}`));
    });
  });
}

const EXCERPT_LINES = 16;

/** Programs say what went wrong first or last. @param {string} output */
function excerpt(output) {
  const lines = stripVTControlCharacters(output).trim().split('\n');
  const half = EXCERPT_LINES / 2;
  const shown = lines.length <= EXCERPT_LINES ? lines : [...lines.slice(0, half), '…', ...lines.slice(-half)];
  return shown.map((line) => `    ${line}`).join('\n');
}
