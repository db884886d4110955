import { setTimeout as sleep } from 'node:timers/promises';
import { askMarquee } from '../ci/ask-marquee.mjs';

/** @typedef {import('../../api/health/health.schema.js').Readiness} Readiness */

const SECONDS_BETWEEN_QUESTIONS = 1;

/**
 * Waits until the API is ready, and has every champion answer what it was asked when it was made.
 * @param {string} api its address
 * @param {number} patienceSeconds for the API to become ready
 * @returns {Promise<string[]>} a sentence for each thing that was seen
 * @throws {Error} that says what is wrong
 */
export async function checkApi(api, patienceSeconds) {
  const { families } = await readiness(api, patienceSeconds);
  const seen = ['The API is ready.'];
  for (const { name, champion } of families) {
    if (champion === null) seen.push(`${name} has no champion yet: nothing to ask.`);
    else seen.push(await checkChampion(api, name));
  }
  return seen;
}

/** @param {string} api @param {string} family @returns {Promise<string>} @throws {Error} */
export async function checkChampion(api, family) {
  const { answer, error } = await askMarquee(api, ['verify', family, '--served']);
  if (answer === undefined) throw new Error(`${family} could not be asked: ${error}`);
  /** @type {import('../../cli/verify-version.js').Verification} */
  const { version, checks, isSound } = answer;
  const failed = checks.filter(({ problem }) => problem !== null).map(({ name, problem }) => `${name}: ${problem}`);
  if (!isSound) throw new Error(`${family} ${version} does not answer as it was published: ${failed.join('; ')}`);
  return `${family} ${version} answers as it was published (${checks.map(({ name }) => name).join(', ')}).`;
}

/** @param {string} api @param {number} patienceSeconds @returns {Promise<Readiness>} */
async function readiness(api, patienceSeconds) {
  const deadline = Date.now() + patienceSeconds * 1000;
  let last = 'it does not answer';
  for (;;) {
    try {
      const response = await fetch(`${api}/health/ready`, { signal: AbortSignal.timeout(10_000) });
      const answer = /** @type {any} */ (await response.json());
      if (response.ok && Array.isArray(answer.families)) return answer;
      last = whyNot(answer) ?? `it answers ${response.status}`;
    } catch {
      // it is being replaced: asked again
    }
    if (Date.now() > deadline) throw new Error(`The API was not ready within ${patienceSeconds} s: ${last}`);
    await sleep(SECONDS_BETWEEN_QUESTIONS * 1000);
  }
}

/** @param {Partial<Readiness>} answer */
function whyNot({ families }) {
  return families
    ?.filter(({ isReady }) => !isReady)
    .map(({ name, problem }) => `${name}: ${problem ?? 'it serves nothing yet'}`)
    .join('; ');
}
