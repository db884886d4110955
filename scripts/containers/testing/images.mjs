import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../setup/locations.mjs';
import { makeDebian, nginxStandIn, nodeStandIn } from '../stand-ins/base.mjs';
import { SERVERS } from '../stand-ins/servers.mjs';
import { makeStandIn } from '../stand-ins/stand-in.mjs';

/** @typedef {import('./engine.mjs').Engine} Engine @typedef {import('../stand-ins/stand-in.mjs').StandIn} StandIn */

const LABEL = 'marquee.stand-in';

/**
 * What the images are built from, by the names of the Dockerfile's arguments.
 * @param {string} dockerfile @returns {Record<string, string>}
 */
export function basesOf(dockerfile) {
  return Object.fromEntries(
    [...dockerfile.matchAll(/^ARG (\w+)_IMAGE=(\S+)$/gm)].map(([, name, image]) => [name, image]),
  );
}

/** The servers' images. @param {string} compose @returns {string[]} */
export function serversOf(compose) {
  return [...new Set([...compose.matchAll(/^ +image: ((?:docker|quay)\.io\/\S+)$/gm)].map(([, image = '']) => image))];
}

/**
 * Provides every image that Dockerfile and compose file name: from their registry, or where none can be reached a
 * stand-in for each.
 * @param {Engine} engine @param {(text: string) => void} say
 * @returns {Promise<string[]>} the names that stand-ins have taken
 */
export async function provideImages(engine, say) {
  const bases = basesOf(readFileSync(join(ROOT, 'Dockerfile'), 'utf8'));
  const servers = serversOf(readFileSync(join(ROOT, 'docker-compose.yml'), 'utf8'));
  const { DEBIAN = '', NODE = '', NGINX = '' } = bases;
  let isReachable = true;
  const taken = [];
  for (const image of [DEBIAN, NODE, NGINX, ...servers]) {
    if (await isThere(engine, image)) continue;
    isReachable &&= (await engine.run(['pull', '--quiet', image])).code === 0;
    if (isReachable) continue;
    const standIn = image === DEBIAN ? undefined : standInFor(image, bases);
    say(`stand-in: ${image} is ${standIn?.is ?? 'Debian 12 by debootstrap'}`);
    await take(engine, image, () => (standIn ? makeStandIn(engine, standIn) : makeDebian(engine, image)), standIn);
    taken.push(image);
  }
  return taken;
}

/** Whether the real one is there; what a killed run left under its name is taken away. @param {Engine} engine @param {string} image */
async function isThere(engine, image) {
  const { code, output } = await engine.run(['image', 'inspect', '--format', '{{json .RepoTags}}', image]);
  if (code !== 0) return false;
  if (!output.includes(LABEL)) return true;
  await engine.ask('rmi', image);
  return false;
}

/** @param {string} image @param {Record<string, string>} bases @returns {StandIn} */
function standInFor(image, { DEBIAN = '', NODE, NGINX }) {
  if (image === NODE) return nodeStandIn(image, DEBIAN);
  if (image === NGINX) return nginxStandIn(image, DEBIAN);
  const [, server] = Object.entries(SERVERS).find(([part]) => image.includes(part)) ?? [];
  if (server === undefined)
    throw new Error(`There is no stand-in for ${image}: scripts/containers/stand-ins/servers.mjs`);
  return server(image, DEBIAN);
}

/**
 * Gives the image its name for this run. What was made is kept under a name that says what it is.
 * @param {Engine} engine @param {string} image @param {() => Promise<void>} make @param {StandIn} [standIn]
 */
async function take(engine, image, make, standIn) {
  const kept = keptName(image, `${JSON.stringify(standIn ?? '')}${scriptsOfStandIns()}`);
  if ((await engine.run(['image', 'inspect', kept])).code === 0) {
    await engine.ask('tag', kept, image);
  } else {
    await make();
    await engine.ask('tag', image, kept);
  }
}

/** @param {string} image @param {string} definition */
function keptName(image, definition) {
  const hash = createHash('sha256').update(image).update(definition).digest('hex').slice(0, 12);
  return `localhost/${LABEL}:${hash}`;
}

function scriptsOfStandIns() {
  const folder = join(import.meta.dirname, '../stand-ins');
  const scripts = readdirSync(folder).filter((name) => name.endsWith('.sh'));
  return scripts.map((name) => readFileSync(join(folder, name), 'utf8')).join('');
}

/** Takes the names away again: nobody shall mistake one of them for the real image. @param {Engine} engine @param {readonly string[]} taken */
export async function removeStandIns(engine, taken) {
  for (const image of taken) await engine.run(['rmi', image]);
}
