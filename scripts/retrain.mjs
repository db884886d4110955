import { askMarquee, requireBuilt } from './ci/ask-marquee.mjs';
import { isGood, retrainingReport } from './ci/retraining-report.mjs';
import { summarise } from './ci/summary.mjs';
import { reachApi } from './deploy/reach-api.mjs';
import { onceEnded } from './start/once-ended.mjs';

// node scripts/retrain.mjs [family …]: retrains these families, by default all, waits, and writes what became of them as
// Markdown; ends with 1 when one was not published. A candidate that the gate refused is published.

/** @typedef {import('./ci/retraining-report.mjs').Ended} Ended */

/** @param {string} api @returns {Promise<string[]>} */
async function allFamilies(api) {
  const { answer, error } = await askMarquee(api, ['models']);
  if (answer === undefined) throw new Error(`The families could not be listed: ${error}`);
  const { families } = /** @type {{ families: readonly { name: string }[] }} */ (answer);
  return families.map(({ name }) => name);
}

/** @param {string} api @param {string} family @returns {Promise<Ended>} */
async function retrain(api, family) {
  const { answer, error } = await askMarquee(api, ['retrain', family, '--wait']);
  const retraining = /** @type {Ended['retraining']} */ (answer);
  if (retraining === undefined) return { family, error };
  if (retraining.outcome?.status !== 'published') return { family, retraining };
  const path = `/api/models/${family}/versions/${retraining.outcome.version}`;
  try {
    const response = await fetch(`${api}${path}`, { signal: AbortSignal.timeout(60_000) });
    if (!response.ok) throw new Error(`${path} was answered with ${response.status}`);
    return { family, retraining, version: /** @type {any} */ (await response.json()) };
  } catch (failure) {
    return { family, retraining, error: failure instanceof Error ? failure.message : String(failure) };
  }
}

onceEnded(() => process.exit(1)); // by way of what removes the key and ends the tunnel; the retrainings go on

try {
  requireBuilt();
  const api = await reachApi();
  try {
    const named = process.argv.slice(2).filter((family) => family !== 'all');
    const families = named.length > 0 ? named : await allFamilies(api.url);
    const runs = await Promise.all(families.map((family) => retrain(api.url, family))); // the workers take them in turn
    summarise(retrainingReport(runs));
    if (!runs.every(isGood)) process.exitCode = 1;
  } finally {
    await api.close();
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
