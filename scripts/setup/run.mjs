import { spawn } from 'node:child_process';
import { stripVTControlCharacters } from 'node:util';
import { endOf } from './end-of.mjs';

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
export async function run(command, args, { cwd, env } = {}) {
  const child = spawn(command, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    signal: stopping.signal,
  });
  const { code, signal, output, everything } = await endOf(child);
  if (code === 0) return output;
  const program = [command, ...args].slice(0, 3).join(' ');
  throw new Error(`${program} ended with ${signal ?? code}:\n${excerpt(everything)}`);
}

const EXCERPT_LINES = 16;

/** Programs say what went wrong first or last. @param {string} output */
function excerpt(output) {
  const lines = stripVTControlCharacters(output).trim().split('\n');
  const half = EXCERPT_LINES / 2;
  const shown = lines.length <= EXCERPT_LINES ? lines : [...lines.slice(0, half), '…', ...lines.slice(-half)];
  return shown.map((line) => `    ${line}`).join('\n');
}
