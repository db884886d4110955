/**
 * @typedef {import('./installation.mjs').Installation} Installation
 * @typedef {import('./installation.mjs').Release} Release
 */

/** The new release was not taken into service; the message says why and what runs now. */
export class DeploymentError extends Error {}

/**
 * Takes a release into service, or, when it does not answer right, goes back to the one before.
 * @param {Pick<Installation, 'proven' | 'place' | 'pull' | 'start' | 'prove' | 'restore'>} installation
 * @param {Release} release
 * @param {(signal?: AbortSignal) => Promise<string[]>} check of what is served, once it is up
 * @param {AbortSignal} stopped by a person or by CI: what was not seen to answer right by then does not stay
 * @returns {Promise<string[]>} what was seen
 * @throws {DeploymentError}
 */
export async function deploy(installation, release, check, stopped) {
  const before = await installation.proven();
  let isTouched = false;
  try {
    await installation.place(release);
    await installation.pull();
    stopped.throwIfAborted();
    isTouched = true;
    await installation.start();
    stopped.throwIfAborted();
    const seen = await Promise.race([check(stopped), rejectedOnce(stopped)]);
    await installation.prove();
    return seen;
  } catch (error) {
    const why = `${release.version} was not taken into service: ${reasonOf(stopped.aborted ? stopped.reason : error)}`;
    if (before === undefined) throw new DeploymentError(`${why}\nThere is no release before it to go back to.`);
    await installation.restore().catch((failure) => giveUp(why, before, failure));
    if (!isTouched) throw new DeploymentError(`${why}\n${before.version} runs on as before.`);
    await goBack(installation, check).catch((failure) => giveUp(why, before, failure));
    throw new DeploymentError(`${why}\nRolled back: ${before.version} serves again and answers right.`);
  }
}

/** @param {AbortSignal} signal @returns {Promise<never>} */
function rejectedOnce(signal) {
  return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason), { once: true }));
}

/** @param {Pick<Installation, 'start'>} installation @param {() => Promise<string[]>} check */
async function goBack(installation, check) {
  await installation.start(); // its images are there still
  await check();
}

/** @param {string} why @param {Release} before @param {unknown} failure @returns {never} */
function giveUp(why, before, failure) {
  throw new DeploymentError(`${why}\nThe roll-back to ${before.version} failed as well: ${reasonOf(failure)}`);
}

/** @param {unknown} error */
function reasonOf(error) {
  return error instanceof Error ? error.message : String(error);
}
