import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Takes the home folder for this process: two Temporal servers must not write one database.
 * @param {string} home
 * @returns {() => void} gives it back
 * @throws {Error} while another process that has it lives
 */
export function lockHome(home) {
  const file = join(home, 'started.pid');
  mkdirSync(home, { recursive: true });
  while (!isCreated(file, String(process.pid))) {
    const owner = ownerOf(file);
    if (owner !== undefined && isAnotherOne(owner)) {
      throw new Error(
        `Marquee runs already on ${home} (process ${owner}). End it, or set MARQUEE_HOME to another folder. ` +
          `If that process is something else, delete ${file}.`,
      );
    }
    rmSync(file, { force: true });
  }
  return () => rmSync(file, { force: true });
}

/** Looking and writing in one step: of two that start at once, one finds the file there. */
function isCreated(/** @type {string} */ file, /** @type {string} */ text) {
  try {
    writeFileSync(file, text, { flag: 'wx' });
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

/** @param {string} file @returns {number | undefined} undefined when it was deleted just now, or a power cut emptied it */
function ownerOf(file) {
  try {
    return Number(readFileSync(file, 'utf8')) || undefined;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** Whether another process lives: in a container the one that was killed had the very id that we have now. */
function isAnotherOne(/** @type {number} */ pid) {
  if (pid === process.pid) return false;
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}

function codeOf(/** @type {unknown} */ error) {
  return /** @type {NodeJS.ErrnoException} */ (error).code;
}
