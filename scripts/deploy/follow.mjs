import { setTimeout as sleep } from 'node:timers/promises';
import { askMarquee } from '../ci/ask-marquee.mjs';
import { checkChampion } from './check.mjs';

/** @typedef {import('./promotion.mjs').Promotion} Promotion @typedef {import('../../api/models/model.schema.js').FamilySummary} FamilySummary */

const ROLLED_BACK = 'Rolled back by the deployment';

/** The promoted version does not answer right; the message says why and what was done. */
export class PromotionError extends Error {}

/**
 * Looks whether a promotion arrived: the API serves the version, and it answers as it was published. If not, the champion
 * goes back to the one before.
 * @param {string} api its address
 * @param {Promotion} promotion
 * @param {number} patienceSeconds for the API to load the version
 * @returns {Promise<string>} what was seen
 * @throws {PromotionError}; Error when the API does not answer at all, which says nothing of the version
 */
export async function followPromotion(api, promotion, patienceSeconds) {
  const { family, version } = promotion;
  const served = await untilServed(api, promotion, patienceSeconds);
  const { champion } = served;
  if (champion?.version !== version)
    return `${family}: ${champion?.version ?? 'nobody'} is champion by now, not ${version}.`;
  try {
    return await checkChampion(api, family);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new PromotionError(`${why}\n${await rollBack(api, promotion, why)}`);
  }
}

/** @param {string} api @param {Promotion} promotion @param {number} patienceSeconds @returns {Promise<FamilySummary>} */
async function untilServed(api, { family, version }, patienceSeconds) {
  const deadline = Date.now() + patienceSeconds * 1000;
  for (;;) {
    const summary = await summaryOf(api, family);
    const isOver = Date.now() > deadline;
    if (summary !== undefined) {
      const { champion, serving, problem } = summary;
      const isSettled = champion?.version !== version || serving?.version === version || problem !== null;
      if (isSettled || isOver) return summary;
    } else if (isOver) throw new Error(`The API did not answer within ${patienceSeconds} s`);
    await sleep(1000);
  }
}

/** @param {string} api @param {string} family @returns {Promise<FamilySummary | undefined>} */
async function summaryOf(api, family) {
  const { answer } = await askMarquee(api, ['models']);
  /** @type {FamilySummary[]} */
  const families = answer?.families ?? [];
  const found = families.find(({ name }) => name === family);
  if (families.length > 0 && found === undefined) throw new PromotionError(`The API has no family ${family}`);
  return found;
}

/** @param {string} api @param {Promotion} promotion @param {string} why @returns {Promise<string>} what was done */
async function rollBack(api, { family, previousVersion, reason }, why) {
  if (previousVersion === null) return 'There is no champion before it to go back to.';
  // Else two bad versions would take turns for ever: this very roll-back is announced too.
  if (reason.startsWith(ROLLED_BACK)) return 'It was rolled back to already, so nothing is done: a person has to look.';
  const told = `${ROLLED_BACK}: ${why}`.slice(0, 500);
  const { answer, error } = await askMarquee(api, ['promote', family, previousVersion, '--reason', told]);
  if (answer === undefined) return `The roll-back to ${previousVersion} failed: ${error}`;
  return `${previousVersion} is the champion again.`;
}
