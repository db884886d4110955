import { askMarquee, NOT_REACHED } from '../ci/ask-marquee.mjs';
import { waitUntil } from '../start/wait-until.mjs';
import { sentenceOf, verifyServed } from './check.mjs';

/** @typedef {import('./promotion.mjs').Promotion} Promotion */

const ROLLED_BACK = 'Rolled back by the deployment';
const ROLL_BACK_SECONDS = 60; // what kept the version from answering may keep the API from writing for a while too

/** The promoted version does not answer right; the message says why and what was done. */
export class PromotionError extends Error {}

/**
 * Looks whether a promotion arrived: the API serves the version, and it answers as it was published. If not, the champion
 * goes back to the one before.
 * @param {string} api its address
 * @param {Promotion} promotion
 * @param {number} patienceSeconds for the API to load the version
 * @returns {Promise<string>} what was seen
 * @throws {PromotionError}; Error when the API could not be asked, which says nothing of the version
 */
export async function followPromotion(api, promotion, patienceSeconds) {
  const { family, version } = promotion;
  const seen = await verifyServed(api, family, { seconds: patienceSeconds, version });
  if (seen.version !== version) return `${family}: ${seen.version} is champion by now, not ${version}.`;
  const sentence = sentenceOf(seen);
  if (seen.isSound) return sentence;
  throw new PromotionError(`${sentence}\n${await rollBack(api, promotion, sentence)}`);
}

/** @param {string} api @param {Promotion} promotion @param {string} why @returns {Promise<string>} what was done */
async function rollBack(api, { family, version, previousVersion, reason }, why) {
  if (previousVersion === null) return 'There is no champion before it to go back to.';
  // Else two bad versions would take turns for ever: this very roll-back is announced too.
  if (reason.startsWith(ROLLED_BACK)) return 'It was rolled back to already, so nothing is done: a person has to look.';
  const told = `${ROLLED_BACK}: ${why}`.slice(0, 500);
  const command = ['promote', family, previousVersion, '--from', version, '--reason', told];
  /** @type {Awaited<ReturnType<typeof askMarquee>> | undefined} */
  let last;
  const isAnswered = async () => {
    last = await askMarquee(api, command);
    return last.exitCode !== NOT_REACHED;
  };
  try {
    await waitUntil(isAnswered, { seconds: ROLL_BACK_SECONDS, complaint: () => `${last?.error}` });
  } catch (error) {
    return `The roll-back to ${previousVersion} failed: ${error instanceof Error ? error.message : error}`;
  }
  if (last?.code === 'CHAMPION_CONFLICT') return 'Another version was made the champion meanwhile, so nothing is done.';
  if (last?.answer === undefined) return `The roll-back to ${previousVersion} failed: ${last?.error}`;
  return `${previousVersion} is the champion again.`;
}
