import { existsSync, linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** @type {ReadonlyMap<string | undefined, string>} */
const REASONS = new Map([
  ['ENOSPC', 'the disk is full'],
  ['EDQUOT', 'the disk quota is used up'],
  ['EROFS', 'the file system is read-only'],
  ['EACCES', 'this user may not'],
  ['EPERM', 'this user may not'],
  ['ENOTDIR', 'a part of its path is a file'],
  ['EEXIST', 'it is a file'],
]);

/**
 * Takes the home folder for this process: two Temporal servers must not write one database.
 * @param {string} home
 * @returns {() => void} gives it back
 * @throws {Error} while another process that has it lives, or when the folder cannot be written to
 */
export function lockHome(home) {
  const file = join(home, 'started.pid');
  const own = `${file}.${process.pid}`;
  write(home, own);
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

/** @param {string} home @param {string} own @throws {Error} that says what is wrong with the folder */
function write(home, own) {
  try {
    mkdirSync(home, { recursive: true });
    writeFileSync(own, String(process.pid));
  } catch (error) {
    if (existsSync(own)) rmSync(own); // on a full disk it was made, and stayed empty
    const reason = REASONS.get(codeOf(error)) ?? (error instanceof Error ? error.message : String(error));
    const advice = 'Mend that, or set MARQUEE_HOME to another folder.';
    throw new Error(`Marquee keeps everything in ${home}, and cannot write there: ${reason}. ${advice}`, {
      cause: error,
    });
  }
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
