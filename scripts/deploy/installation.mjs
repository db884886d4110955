import { execFileSync } from 'node:child_process';
import { ROOT } from '../setup/locations.mjs';

/** @typedef {import('./server.mjs').Server} Server */
/** @typedef {{ images: string, version: string }} Release */

const COMPOSE_FILES = ['docker-compose.yml', 'docker-compose.gpu.yml'];
const PORT = 8000; // docker-compose.yml's own default
const PROVEN = '.proven.tar';
const RELEASE = '.release'; // the two lines of .env, beside the compose files in that archive
const PULL_SECONDS = 1800;
const START_SECONDS = 600; // compose waits for what others depend on to be healthy

// In .env stand the secrets, which never leave the server; two of its lines say which release runs, and these are ours.
// grep ends with 1 where nothing remains, and with 2 where the disk is full: then .env stays what it is.
const REMAINING_SETTINGS = `grep -v -e '^MARQUEE_IMAGES=' -e '^MARQUEE_VERSION=' .env >.env.next || [ $? -eq 1 ]`;
const IS_WHOLE = `tail -n 1 .env.next | grep -q '^MARQUEE_VERSION=.'
  test -z "$(tail -c 1 .env.next)"`;
const ENVIRONMENT = `test -e .env || { echo "$PWD has no .env: docs/deploying.md says how it gets one" >&2; exit 1; }
umask 077`;

/** Marquee on a server: the compose files and .env in one folder, and in .proven.tar what was last seen to answer right. */
export class Installation {
  #server;

  /** @param {Server} server */
  constructor(server) {
    this.#server = server;
  }

  /** Where the page and the API are heard on that machine. @returns {Promise<number>} */
  async port() {
    const text = await this.#server.run(`sed -n 's/^MARQUEE_PORT=//p' .env`);
    return Number(text.trim() || PORT);
  }

  /** The release that was last seen to answer right, or undefined before the first. @returns {Promise<Release | undefined>} */
  async proven() {
    const text = await this.#server.run(`test ! -e ${PROVEN} || tar -xOf ${PROVEN} ${RELEASE}`);
    const [, images] = /^MARQUEE_IMAGES=(.+)$/m.exec(text) ?? [];
    const [, version] = /^MARQUEE_VERSION=(.+)$/m.exec(text) ?? [];
    return images !== undefined && version !== undefined ? { images, version } : undefined;
  }

  /** Puts this clone's compose files in place and names the release; nothing that runs is touched. @param {Release} release */
  async place({ images, version }) {
    const files = execFileSync('tar', ['-cf', '-', ...COMPOSE_FILES], { cwd: ROOT });
    const script = `${ENVIRONMENT}
      tar -xf -
      ${REMAINING_SETTINGS}
      printf 'MARQUEE_IMAGES=%s\\nMARQUEE_VERSION=%s\\n' "$1" "$2" >>.env.next
      ${IS_WHOLE}
      mv .env.next .env`;
    await this.#server.run(script, [images, version], { input: files });
  }

  /** Fetches the images, so that the time without an answer is short. */
  async pull() {
    await this.#server.run('docker compose pull --quiet', [], { seconds: PULL_SECONDS });
  }

  /** Replaces what is of another release; what is not stays up. */
  async start() {
    await this.#server.run('docker compose up --detach --no-build --remove-orphans', [], { seconds: START_SECONDS });
  }

  /** Remembers what is placed now as what to go back to: all of it at once, since half of it would be no release. */
  async prove() {
    const script = `umask 077
      grep -e '^MARQUEE_IMAGES=' -e '^MARQUEE_VERSION=' .env >${RELEASE}
      tar -cf ${PROVEN}.next ${COMPOSE_FILES.join(' ')} ${RELEASE}
      mv ${PROVEN}.next ${PROVEN}`;
    await this.#server.run(script);
  }

  /** Puts back in place what was last seen to answer right. */
  async restore() {
    const script = `${ENVIRONMENT}
      tar -xf ${PROVEN}
      ${REMAINING_SETTINGS}
      cat ${RELEASE} >>.env.next
      ${IS_WHOLE}
      mv .env.next .env`;
    await this.#server.run(script);
  }
}
