import { setTimeout as sleep } from 'node:timers/promises';
import { outcomeLine, progressLine } from './progress-line.mjs';

/**
 * Sees to it that every family has a champion, and shows every retraining that runs, also one that an earlier start began.
 * @param {import('./api-client.mjs').ApiClient} api
 * @param {import('./board.mjs').Board} board
 * @param {AbortSignal} signal
 */
export async function makeFirstChampions(api, board, signal) {
  const families = await api.families();
  await Promise.all(families.map((family) => seeTo(family, api, board, signal)));
}

/**
 * @param {import('./api-client.mjs').FamilySummary} family
 * @param {import('./api-client.mjs').ApiClient} api
 * @param {import('./board.mjs').Board} board
 * @param {AbortSignal} signal
 */
async function seeTo({ name, champion }, api, board, signal) {
  const running = await api.runningRetraining(name);
  if (champion !== null) board.say(`  ${name}: champion ${champion.version}`);
  if (running !== undefined) board.say(`  ${name}: going on with ${running.id}`);
  if (running === undefined && champion !== null) return;
  const { id } = running ?? (await api.startRetraining(name));
  for (;;) {
    // The API may be starting again: what it cannot say now it can say in a second.
    const retraining = await api.retraining(id).catch(() => undefined);
    if (retraining !== undefined && retraining.status !== 'running') {
      return board.say(`  ${outcomeLine(retraining)}`, name);
    }
    if (retraining !== undefined) board.show(name, progressLine(retraining));
    await sleep(1000, undefined, { signal });
  }
}
