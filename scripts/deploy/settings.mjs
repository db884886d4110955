import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const FOLDER = 'marquee';
const PORT = '22';
const PATIENCE_SECONDS = '300';

/**
 * Where and how to reach the machine that Marquee runs on.
 * @typedef {object} ServerSettings
 * @property {string} host `user@host`, or a name that the SSH configuration knows
 * @property {string} port of its SSH server
 * @property {string} folder of docker-compose.yml and .env, from that person's home or absolute
 * @property {string} [key] file with the private key; by default what SSH finds itself
 * @property {string} [knownHosts] file with the host's public key; by default what SSH finds itself
 */

/**
 * DEPLOY_HOST, DEPLOY_PORT and DEPLOY_FOLDER; the keys as DEPLOY_KEY and DEPLOY_KNOWN_HOSTS, or as files with …_FILE.
 * @param {Readonly<Record<string, string | undefined>>} environment
 * @returns {ServerSettings}
 * @throws {Error} that lists every wrong setting
 */
export function serverSettings(environment = process.env) {
  const { DEPLOY_HOST: host = '' } = environment;
  const port = environment.DEPLOY_PORT || PORT;
  const folder = environment.DEPLOY_FOLDER || FOLDER;
  const problems = [];
  // A leading dash would be an option of ssh's, and not a name.
  if (!/^[A-Za-z0-9_][\w.@:-]*$/.test(host)) problems.push('DEPLOY_HOST: expected user@host');
  if (!/^\d{1,5}$/.test(port)) problems.push('DEPLOY_PORT: expected a number');
  if (!/^[\w./-]+$/.test(folder) || folder.startsWith('-'))
    problems.push('DEPLOY_FOLDER: expected a path without spaces');
  if (problems.length > 0)
    throw new Error(`These settings are wrong:\n${problems.map((line) => `  ${line}`).join('\n')}`);
  const key = environment.DEPLOY_KEY_FILE || fileWith('key', environment.DEPLOY_KEY);
  const knownHosts = environment.DEPLOY_KNOWN_HOSTS_FILE || fileWith('known_hosts', environment.DEPLOY_KNOWN_HOSTS);
  return { host, port, folder, ...(key && { key }), ...(knownHosts && { knownHosts }) };
}

/**
 * How long what is deployed may take to answer right: DEPLOY_PATIENCE_SECONDS.
 * @param {Readonly<Record<string, string | undefined>>} environment
 * @throws {Error}
 */
export function patienceSeconds(environment = process.env) {
  const text = environment.DEPLOY_PATIENCE_SECONDS || PATIENCE_SECONDS;
  if (!/^\d{1,6}$/.test(text)) throw new Error('DEPLOY_PATIENCE_SECONDS: expected a whole number of seconds');
  return Number(text);
}

/**
 * A file for this person only, and only until this process ends. A signal that nobody listens to would leave it behind.
 * @param {string} name @param {string} [text]
 */
function fileWith(name, text) {
  if (!text) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'marquee-ssh-')); // nobody else may look into it
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, name);
  writeFileSync(file, `${text.trimEnd()}\n`, { mode: 0o600 }); // ssh takes no key whose last line does not end
  return file;
}

/** @param {string} tag a version, or its tag with a v before it @throws {Error} */
export function requireVersion(tag) {
  const version = tag.replace(/^v/, '');
  if (/^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$/.test(version)) return version;
  throw new Error(`${JSON.stringify(tag)} is no version; expected one like 1.4.0`);
}

/** Where images are, without their own names: `ghcr.io/somebody/marquee`. @param {string} images @throws {Error} */
export function requireImages(images) {
  if (/^[a-z0-9][a-z0-9._:/-]*[a-z0-9]$/.test(images)) return images;
  throw new Error(`${JSON.stringify(images)} is no place for images; expected one like ghcr.io/somebody/marquee`);
}
