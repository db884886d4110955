import { setTimeout as sleep } from 'node:timers/promises';
import { RefusedError } from './api-client.mjs';
import { patiently } from './patiently.mjs';
import { outcomeLine, progressLine } from './progress-line.mjs';

/** @typedef {{ api: import('./api-client.mjs').ApiClient, board: import('./board.mjs').Board, signal: AbortSignal }} Tools */

/**
 * Sees to it that every family has a champion, and shows every retraining that runs, also one that an earlier start
 * began. New ones are begun one after the other: the training worker takes one step at a time, so beginning all at once
 * would only make the first answer as late as the last. What goes wrong with one family is shown and keeps no other
 * from its champion.
 * @param {import('./api-client.mjs').ApiClient} api
 * @param {import('./board.mjs').Board} board
 * @param {AbortSignal} signal
 * @returns {Promise<string[]>} the families that could not be seen to
 */
export async function makeFirstChampions(api, board, signal) {
  const tools = { api, board, signal };
  /** @type {Set<string>} */
  const unseen = new Set();
  const see = (/** @type {string} */ family, /** @type {() => Promise<void>} */ work) =>
    work().catch((error) => {
      if (signal.aborted) return; // told below; the others that run would reject with nobody listening
      unseen.add(family);
      board.say(`  ${family}: could not be seen to: ${error.message}`, family);
    });

  /** @type {Promise<void>[]} */
  const running = [];
  /** @type {string[]} */
  const waiting = [];
  for (const { name, champion } of await patiently(() => api.families(), signal)) {
    if (champion !== null) board.say(`  ${name}: champion ${champion.version}`);
    await see(name, async () => {
      const retraining = await patiently(() => api.runningRetraining(name), signal);
      if (retraining !== undefined) running.push(see(name, () => goOnWith(name, retraining.id, tools)));
      else if (champion === null) waiting.push(name);
    });
    if (signal.aborted) break;
  }
  await Promise.all(running);
  signal.throwIfAborted();
  for (const name of waiting) board.show(name, `${name}: its turn comes`);
  for (const name of waiting) {
    await see(name, () => giveChampion(name, tools));
    signal.throwIfAborted();
  }
  return [...unseen];
}

/** @param {string} family @param {Tools} tools */
async function giveChampion(family, tools) {
  const { api, board, signal } = tools;
  const begun = await patiently(() => begin(family, api), signal);
  return 'champion' in begun
    ? board.say(`  ${family}: champion ${begun.champion}`, family)
    : followToItsEnd(family, begun.id, tools);
}

/**
 * Begins a retraining, unless somebody else has meanwhile: theirs is as good as ours, and so is a champion of theirs.
 * @param {string} family
 * @param {import('./api-client.mjs').ApiClient} api
 * @returns {Promise<{ id: string } | { champion: string }>}
 */
async function begin(family, api) {
  const { champion } = (await api.families()).find(({ name }) => name === family) ?? { champion: null };
  if (champion !== null) return { champion: champion.version };
  try {
    return await api.startRetraining(family);
  } catch (error) {
    const isRunning = error instanceof RefusedError && error.status === 409;
    const running = isRunning ? await api.runningRetraining(family) : undefined;
    if (running === undefined) throw error;
    return running;
  }
}

/** @param {string} family @param {string} id @param {Tools} tools */
function goOnWith(family, id, tools) {
  tools.board.say(`  ${family}: going on with ${id}`);
  return followToItsEnd(family, id, tools);
}

/** @param {string} family @param {string} id @param {Tools} tools */
async function followToItsEnd(family, id, { api, board, signal }) {
  for (;;) {
    const retraining = await patiently(() => api.retraining(id), signal, Infinity); // it runs, whoever answers or not
    if (retraining.status !== 'running') return board.say(`  ${outcomeLine(retraining)}`, family);
    board.show(family, progressLine(retraining));
    await sleep(1000, undefined, { signal });
  }
}
