import { setTimeout as sleep } from 'node:timers/promises';
import { RefusedError } from './api-client.mjs';

const PATIENCE_SECONDS = 120; // on two cores Temporal answers late while TensorFlow loads

/**
 * Asks the API again, once a second, while its answer is one that passes.
 * @template T
 * @param {() => Promise<T>} ask
 * @param {AbortSignal} signal
 * @param {number} [patienceSeconds]
 * @returns {Promise<T>}
 * @throws what it answered, when that stays or waiting does not mend it
 */
export async function patiently(ask, signal, patienceSeconds = PATIENCE_SECONDS) {
  const deadline = performance.now() + patienceSeconds * 1000;
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (!passes(error) || performance.now() > deadline) throw error;
    }
    await sleep(1000, undefined, { signal });
  }
}

/**
 * Whether a question is worth asking again: the API is starting anew or Temporal is late (5xx), or somebody else is at
 * the same thing right now (409).
 * @param {unknown} error
 */
function passes(error) {
  return !(error instanceof RefusedError) || error.status >= 500 || error.status === 409;
}
