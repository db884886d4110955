import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Asks until the answer is yes.
 * @param {() => Promise<boolean>} isSo an error counts as no
 * @param {{ seconds: number, complaint: string | (() => string), signal?: AbortSignal }} options
 * @throws {Error} the complaint, when the seconds are over
 */
export async function waitUntil(isSo, { seconds, complaint, signal }) {
  const deadline = performance.now() + seconds * 1000;
  while (!(await isSo().catch(() => false))) {
    if (performance.now() > deadline) throw new Error(typeof complaint === 'string' ? complaint : complaint());
    await sleep(250, undefined, { signal });
  }
}
