import { setTimeout as sleep } from 'node:timers/promises';
import { outcomeLine, progressLine } from './progress-line.mjs';

/**
 * Sees to it that every family gets a champion: goes on showing the retraining that runs, or starts one.
 * @param {import('./api-client.mjs').ApiClient} api
 * @param {import('./board.mjs').Board} board
 * @param {AbortSignal} signal
 */
export async function makeFirstChampions(api, board, signal) {
  const families = await api.families();
  const waiting = families.filter(({ champion }) => champion === null);
  for (const { name, champion } of families) {
    if (champion !== null) board.say(`  ${name}: champion ${champion.version}`);
  }
  await Promise.all(waiting.map(({ name }) => retrain(name, api, board, signal)));
}

/** @param {string} family @param {import('./api-client.mjs').ApiClient} api */
async function retrain(
  family,
  api,
  /** @type {import('./board.mjs').Board} */ board,
  /** @type {AbortSignal} */ signal,
) {
  const running = await api.runningRetraining(family);
  if (running !== undefined) board.say(`  ${family}: going on with ${running.id}`);
  const { id } = running ?? (await api.startRetraining(family));
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
