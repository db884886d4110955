import { execFileSync } from 'node:child_process';
import { ROOT } from '../setup/locations.mjs';

/** @typedef {import('./server.mjs').Server} Server */
/** @typedef {{ images: string, version: string }} Release */

const COMPOSE_FILES = ['docker-compose.yml', 'docker-compose.gpu.yml'];
const PORT = 8000; // docker-compose.yml's own default

// In .env stand the secrets, which never leave the server; two of its lines say which release runs, and these are ours.
const REMAINING_SETTINGS = `grep -v -e '^MARQUEE_IMAGES=' -e '^MARQUEE_VERSION=' .env >.env.next || true`;
const ENVIRONMENT = `test -e .env || { echo "$PWD has no .env: docs/deploying.md says how it gets one" >&2; exit 1; }
umask 077`;

/** Marquee on a server: the compose files and .env in one folder, and in .proven what was last seen to answer right. */
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
    const text = await this.#server.run('cat .proven/release 2>/dev/null || true');
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
      mv .env.next .env`;
    await this.#server.run(script, [images, version], files);
  }

  /** Fetches the images, so that the time without an answer is short. */
  async pull() {
    await this.#server.run('docker compose pull --quiet');
  }

  /** Replaces what is of another release; what is not stays up. */
  async start() {
    await this.#server.run('docker compose up --detach --no-build --remove-orphans');
  }

  /** Remembers what is placed now as what to go back to. */
  async prove() {
    const script = `umask 077
      mkdir -p .proven
      cp ${COMPOSE_FILES.join(' ')} .proven/
      grep -e '^MARQUEE_IMAGES=' -e '^MARQUEE_VERSION=' .env >.proven/release.next
      mv .proven/release.next .proven/release`;
    await this.#server.run(script);
  }

  /** Puts back in place what was last seen to answer right. */
  async restore() {
    const script = `${ENVIRONMENT}
      cp ${COMPOSE_FILES.map((file) => `.proven/${file}`).join(' ')} .
      ${REMAINING_SETTINGS}
      cat .proven/release >>.env.next
      mv .env.next .env`;
    await this.#server.run(script);
  }
}
