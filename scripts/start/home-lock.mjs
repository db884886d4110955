import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Takes the home folder for this process: two Temporal servers must not write one database.
 * @param {string} home
 * @returns {() => void} gives it back
 * @throws {Error} while the process that has it lives
 */
export function lockHome(home) {
  const file = join(home, 'started.pid');
  mkdirSync(home, { recursive: true });
  const owner = existsSync(file) ? Number(readFileSync(file, 'utf8')) : undefined;
  if (owner !== undefined && isAlive(owner)) {
    throw new Error(
      `Marquee runs already on ${home} (process ${owner}). End it, or set MARQUEE_HOME to another folder. ` +
        `If that process is something else, delete ${file}.`,
    );
  }
  writeFileSync(file, String(process.pid));
  return () => rmSync(file, { force: true });
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}
