import { readFile, rm, writeFile } from 'node:fs/promises';
import { makeWhole } from './files.mjs';
import { stopping } from './run.mjs';

const HOURS_BEFORE_TRYING_AGAIN = 24;

/**
 * Attempts what takes minutes to fail, unless it failed a short while ago under the same circumstances.
 * @template T
 * @param {string} thing the path that the attempt would make; what is remembered lies beside it, for all clones
 * @param {string} circumstances what the attempt depends on: where that changed, it may go well now
 * @param {() => Promise<T>} attempt
 * @returns {Promise<T>}
 * @throws {Error} why it failed, now or then, and when it is tried again
 */
export async function unlessRefused(thing, circumstances, attempt) {
  const file = `${thing}.unavailable.json`;
  const explain = (/** @type {string} */ reason) =>
    `${reason}\nTried again after ${HOURS_BEFORE_TRYING_AGAIN} hours, or when you delete ${file}`;
  const earlier = await earlierRefusal(file, circumstances);
  if (earlier !== undefined) throw new Error(explain(earlier));
  try {
    const made = await attempt();
    await rm(file, { force: true });
    return made;
  } catch (error) {
    if (stopping.signal.aborted) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    await makeWhole(file, (temporary) =>
      writeFile(temporary, JSON.stringify({ at: Date.now(), circumstances, reason })),
    );
    throw new Error(explain(reason), { cause: error });
  }
}

/** @param {string} file @param {string} circumstances @returns {Promise<string | undefined>} the reason */
async function earlierRefusal(file, circumstances) {
  const text = await readFile(file, 'utf8').catch(() => '');
  if (text === '') return undefined; // none, or one that a power cut emptied
  const refusal = JSON.parse(text);
  const isRecent = Date.now() - refusal.at < HOURS_BEFORE_TRYING_AGAIN * 60 * 60 * 1000;
  return isRecent && refusal.circumstances === circumstances ? refusal.reason : undefined;
}
