import { setTimeout as sleep } from 'node:timers/promises';
import { outcomeLine, progressLine } from './progress-line.mjs';

/**
 * Sees to it that every family has a champion, and shows every retraining that runs, also one that an earlier start
 * began. New ones are begun one after the other: the training worker takes one step at a time, so beginning all at once
 * would only make the first answer as late as the last.
 * @param {import('./api-client.mjs').ApiClient} api
 * @param {import('./board.mjs').Board} board
 * @param {AbortSignal} signal
 */
export async function makeFirstChampions(api, board, signal) {
  const follow = (/** @type {string} */ family, /** @type {string} */ id) =>
    followToItsEnd(family, id, api, board, signal);
  const running = [];
  const waiting = [];
  for (const { name, champion } of await api.families()) {
    const retraining = await api.runningRetraining(name);
    if (champion !== null) board.say(`  ${name}: champion ${champion.version}`);
    if (retraining !== undefined) board.say(`  ${name}: going on with ${retraining.id}`);
    if (retraining !== undefined) running.push(follow(name, retraining.id));
    else if (champion === null) waiting.push(name);
  }
  await Promise.all(running);
  for (const name of waiting) board.show(name, `${name}: its turn comes`);
  for (const name of waiting) await follow(name, (await api.startRetraining(name)).id);
}

/**
 * @param {string} family
 * @param {string} id
 * @param {import('./api-client.mjs').ApiClient} api
 * @param {import('./board.mjs').Board} board
 * @param {AbortSignal} signal
 */
async function followToItsEnd(family, id, api, board, signal) {
  for (;;) {
    // The API may be starting again: what it cannot say now it can say in a second.
    const retraining = await api.retraining(id).catch(() => undefined);
    if (retraining !== undefined && retraining.status !== 'running') {
      return board.say(`  ${outcomeLine(retraining)}`, family);
    }
    if (retraining !== undefined) board.show(family, progressLine(retraining));
    await sleep(1000, undefined, { signal });
  }
}
