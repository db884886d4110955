import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Takes the home folder for this process: two Temporal servers must not write one database.
 * @param {string} home
 * @returns {() => void} gives it back
 * @throws {Error} while another process that has it lives
 */
export function lockHome(home) {
  const file = join(home, 'started.pid');
  const own = `${file}.${process.pid}`;
  mkdirSync(home, { recursive: true });
  writeFileSync(own, String(process.pid));
  try {
    while (!isTaken(own, file)) {
      const owner = ownerOf(file);
      if (owner !== undefined && isAnotherOne(owner)) {
        throw new Error(
          `Marquee runs already on ${home} (process ${owner}). End it, or set MARQUEE_HOME to another folder. ` +
            `If that process is something else, delete ${file}.`,
        );
      }
      clear(file, owner);
    }
  } finally {
    rmSync(own, { force: true });
  }
  return () => {
    if (ownerOf(file) === process.pid) rmSync(file, { force: true });
  };
}

/** Gives our file the lock's name, if nobody's has it: looking and taking in one step, and the id is in it from the start. */
function isTaken(/** @type {string} */ own, /** @type {string} */ file) {
  try {
    linkSync(own, file);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

/** Removes what a dead owner left; what somebody else put there meanwhile is put back. */
function clear(/** @type {string} */ file, /** @type {number | undefined} */ deadOwner) {
  const aside = `${file}.${process.pid}.old`;
  try {
    renameSync(file, aside);
    if (ownerOf(aside) !== deadOwner) linkSync(aside, file);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT' && codeOf(error) !== 'EEXIST') throw error;
  } finally {
    rmSync(aside, { force: true });
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
