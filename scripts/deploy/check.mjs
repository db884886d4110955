import { askMarquee } from '../ci/ask-marquee.mjs';
import { waitUntil } from '../start/wait-until.mjs';

/**
 * @typedef {import('../../api/health/health.schema.js').Readiness['families']} Families
 * @typedef {import('../../cli/verify-version.js').Verification} Verification
 */

/**
 * Waits until the API serves every champion, and has each answer what it was asked when it was made.
 * @param {string} api its address
 * @param {number} patienceSeconds for all of it
 * @param {AbortSignal} [signal] ends the waiting
 * @returns {Promise<string[]>} a sentence for each thing that was seen
 * @throws {Error} that says what is wrong
 */
export async function checkApi(api, patienceSeconds, signal) {
  const endsAt = performance.now() + patienceSeconds * 1000;
  const families = await servedFamilies(api, patienceSeconds, signal);
  const seen = ['The API is ready.'];
  for (const { name, champion } of families) {
    if (champion === null) {
      seen.push(`${name} has no champion yet: nothing to ask.`);
      continue;
    }
    const verification = await verifyServed(api, name, { seconds: (endsAt - performance.now()) / 1000, signal });
    if (!verification.isSound) throw new Error(sentenceOf(verification));
    seen.push(sentenceOf(verification));
  }
  return seen;
}

/**
 * Has the champion answer what it was asked when it was made. An API that is away says nothing of a version, and one that
 * serves another version may be loading this one: both are asked again while there is time.
 * @param {string} api its address
 * @param {string} family
 * @param {{ seconds: number, version?: string, signal?: AbortSignal }} options with a version it is over once another one is
 *   champion
 * @returns {Promise<Verification>} what was seen last
 * @throws {Error} when it could not be asked at all
 */
export async function verifyServed(api, family, { seconds, version, signal }) {
  /** @type {Verification | undefined} */
  let seen;
  /** @type {string | undefined} */
  let why;
  const complaint = () => `${family} could not be asked within ${seconds.toFixed(0)} s: ${why}`;
  const isSettled = async () => {
    const { answer: told, error } = await askMarquee(api, ['verify', family, '--served']);
    const answer = /** @type {Verification | undefined} */ (told);
    seen = answer ?? seen;
    why = error;
    return answer !== undefined && (hasAnswered(answer) || (version !== undefined && answer.version !== version));
  };
  try {
    await waitUntil(isSettled, { seconds, complaint, signal });
  } catch (error) {
    if (seen === undefined || signal?.aborted) throw error;
  }
  return /** @type {Verification} */ (seen);
}

/** Whether the champion was asked, well or not: where it is not served there is nothing but that. @param {Verification} seen */
function hasAnswered({ checks }) {
  return checks.some(({ name }) => name !== 'served');
}

/** @param {Verification} verification */
export function sentenceOf({ family, version, isSound, checks }) {
  if (isSound)
    return `${family} ${version} answers as it was published (${checks.map(({ name }) => name).join(', ')}).`;
  const failed = checks.filter(({ problem }) => problem !== null).map(({ name, problem }) => `${name}: ${problem}`);
  return `${family} ${version} does not answer as it was published: ${failed.join('; ')}`;
}

/** @param {string} api @param {number} seconds @param {AbortSignal} [signal] @returns {Promise<Families>} */
async function servedFamilies(api, seconds, signal) {
  /** @type {Families} */
  let families = [];
  let last = 'it does not answer';
  const isReady = async () => {
    const response = await fetch(`${api}/health/ready`, { signal: AbortSignal.timeout(10_000) });
    last = `it answers ${response.status}`;
    ({ families } = /** @type {any} */ (await response.json()));
    const waiting = families.filter((family) => !isServed(family));
    if (waiting.length > 0) last = waiting.map(whyNot).join('; ');
    return response.ok && waiting.length === 0;
  };
  await waitUntil(isReady, { seconds, complaint: () => `The API was not ready within ${seconds} s: ${last}`, signal });
  return families;
}

/** An older version answers where the champion cannot be loaded, or not yet: that is ready, and not what is checked. */
function isServed(/** @type {Families[number]} */ { isReady, champion, serving }) {
  return isReady && (champion === null || serving === champion);
}

function whyNot(/** @type {Families[number]} */ { name, champion, serving, problem }) {
  if (serving === null) return `${name}: ${problem ?? 'it serves nothing yet'}`;
  return `${name}: ${serving} is served, not ${champion}${problem === null ? '' : `: ${problem}`}`;
}
