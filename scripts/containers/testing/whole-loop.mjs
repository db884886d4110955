/* global FormData */
import { outcomeLine } from '../../start/progress-line.mjs';

/** @typedef {import('../../start/api-client.mjs').Retraining} Retraining */

const FAMILY = 'plot-genre'; // the one that is trained quickest
const LONGEST_SILENCE_SECONDS = 20; // the API sends a comment every 15

/** Retrains through the API and listens to the events, as the page does. @param {string} origin */
export async function retrains(origin) {
  return { did: await publishedBy(origin, await begin(origin, FAMILY)) };
}

/**
 * @param {string} origin @param {string} family
 * @returns {Promise<string>} the retraining's id
 */
export async function begin(origin, family) {
  const begun = await fetch(`${origin}/api/models/${family}/retrainings`, {
    method: 'POST',
    body: '{}',
    headers: { 'content-type': 'application/json' },
  });
  if (!begun.ok) throw new Error(`A retraining cannot be begun: ${begun.status} ${await begun.text()}`);
  const { id } = /** @type {{ id: string }} */ (await begun.json());
  return id;
}

/** Follows it to its end. @param {string} origin @param {string} id @returns {Promise<string>} the champion it published */
export async function publishedBy(origin, id) {
  const last = await lastEvent(`${addressOf(origin, id)}/events`);
  if (last.outcome?.status !== 'published' || !last.outcome.promote) throw new Error(outcomeLine(last));
  return last.outcome.version;
}

/** @param {string} origin @param {string} id @returns {Promise<Retraining>} */
export async function retraining(origin, id) {
  return /** @type {Promise<Retraining>} */ ((await fetch(addressOf(origin, id))).json());
}

/** @param {string} origin @param {string} id */
function addressOf(origin, id) {
  return `${origin}/api/retrainings/${encodeURIComponent(id)}`;
}

/** @param {string} url @returns {Promise<Retraining>} */
async function lastEvent(url) {
  const stream = await fetch(url);
  let text = '';
  let heardAt = Date.now();
  for await (const chunk of /** @type {AsyncIterable<Uint8Array>} */ (stream.body)) {
    const silence = (Date.now() - heardAt) / 1000;
    if (silence > LONGEST_SILENCE_SECONDS) throw new Error(`Events were held back for ${Math.round(silence)} s`);
    heardAt = Date.now();
    text += Buffer.from(chunk).toString();
  }
  const events = [...text.matchAll(/^data: (.+)$/gm)].map(([, data = '']) => data);
  return JSON.parse(events.at(-1) ?? '{}');
}

/** @param {string} origin @returns {Promise<Response>} */
export function predict(origin) {
  return ask(`${origin}/api/predictions/${FAMILY}`);
}

/** @param {string} origin @param {string} version that the champion must be */
export async function answers(origin, version) {
  const prediction = await expectOk(predict(origin));
  if (prediction.version !== version) throw new Error(`${prediction.version} answers instead of ${version}`);
  const recommendation = await expectOk(ask(`${origin}/api/recommendations/${FAMILY}?limit=3`));
  if (recommendation.results.length !== 3) throw new Error(`Recommended: ${JSON.stringify(recommendation)}`);
  const [{ title, posterUrl }] = recommendation.results;
  const poster = await fetch(`${origin}${posterUrl}`);
  if (!poster.ok) throw new Error(`The poster of ${title} answers ${poster.status}`);
  return { did: `nearest: ${title}`, prediction: JSON.stringify(prediction.prediction) };
}

/** @param {string} url */
function ask(url) {
  const form = new FormData();
  form.set('plot', 'A detective on a distant moon follows a robot that dreams.');
  return fetch(url, { method: 'POST', body: form });
}

/** @param {Promise<Response>} asked @returns {Promise<any>} the caller knows what that route answers */
async function expectOk(asked) {
  const response = await asked;
  const answer = await response.json();
  if (!response.ok) throw new Error(`${response.url}: ${response.status} ${JSON.stringify(answer)}`);
  return answer;
}
