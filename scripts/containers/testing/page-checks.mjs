/* global Blob, FormData */
import { request } from 'node:http';

const HEADERS = [
  'content-security-policy',
  'x-content-type-options',
  'x-frame-options',
  'referrer-policy',
  'cross-origin-opener-policy',
];

/** @param {string} origin */
export async function pageLoads(origin) {
  const page = await fetch(`${origin}/models/plot-genre`);
  const html = await page.text();
  const assets = [...html.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map(([, path]) => path);
  if (!page.ok || assets.length === 0) throw new Error(`The page answers ${page.status}: ${html.slice(0, 200)}`);
  for (const path of assets) {
    const asset = await fetch(`${origin}${path}`);
    if (!asset.ok || asset.headers.get('content-type')?.includes('html'))
      throw new Error(`${path} answers ${asset.status}`);
  }
  const { headers } = await fetch(`${origin}/api/models`);
  const differing = HEADERS.filter(
    (name) => headers.get(name) === null || headers.get(name) !== page.headers.get(name),
  );
  if (differing.length > 0) throw new Error(`Page and API differ in ${differing.join(', ')}: headers.conf`);
  return { did: `with ${assets.length} files` };
}

/** @param {string} origin */
export async function refusesStrangers(origin) {
  const rebound = await ask(origin, { host: 'evil.example' });
  if (!rebound.body.includes('UNKNOWN_HOST'))
    throw new Error(`Asked as evil.example it says ${rebound.status} ${rebound.body}`);
  const named = await ask(origin, { host: 'cinema.test' });
  if (named.status !== 200) throw new Error(`Asked by the name that MARQUEE_NAMES gives it says ${named.status}`);
  const foreign = await ask(origin, { origin: 'http://evil.example' }, 'POST', '/api/models/plot-genre/retrainings');
  if (!foreign.body.includes('FOREIGN_ORIGIN'))
    throw new Error(`To a foreign page it says ${foreign.status} ${foreign.body}`);
  return { did: 'other names and pages' };
}

/** Larger than what nginx takes by default: the API is to say itself how much it takes. @param {string} origin */
export async function passesUploadsOn(origin) {
  const form = new FormData();
  form.set('image', new Blob([new Uint8Array(20e6)]), 'large.jpg');
  const response = await fetch(`${origin}/api/predictions/poster-genre`, { method: 'POST', body: form });
  const { code } = /** @type {{ code?: string }} */ (await response.json());
  if (code !== 'BODY_TOO_LARGE' && code !== 'NO_CHAMPION')
    throw new Error(`20 MB were answered ${response.status} ${code}`);
  return { did: code };
}

/**
 * fetch lets nobody set Host.
 * @param {string} origin @param {Record<string, string>} headers @param {string} [method] @param {string} [path]
 * @returns {Promise<{ status: number | undefined, body: string }>}
 */
function ask(origin, headers, method = 'GET', path = '/') {
  return new Promise((resolve, reject) => {
    const asked = request(`${origin}${path}`, { method, headers }, (response) => {
      let body = '';
      response.on('data', (chunk) => (body += chunk));
      response.on('end', () => resolve({ status: response.statusCode, body }));
    });
    asked.on('error', reject);
    asked.end();
  });
}
