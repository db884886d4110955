import { spawn } from 'node:child_process';
import { endOf } from '../setup/end-of.mjs';
import { Tunnel } from './tunnel.mjs';

/** @typedef {import('./settings.mjs').ServerSettings} ServerSettings */

const USUAL_SECONDS = 120; // for what only reads and writes a few files there

/** A machine that is reached by SSH. Only a host whose key is known beforehand is ever talked to. */
export class Server {
  #settings;

  #environment;

  /** @param {ServerSettings} settings @param {Readonly<Record<string, string | undefined>>} environment where ssh is found by */
  constructor(settings, environment = process.env) {
    this.#settings = settings;
    this.#environment = environment;
  }

  /**
   * Runs a script of the shell there, in the folder of the installation.
   * @param {string} script ends at the first command that fails
   * @param {readonly string[]} args the script's $1, $2, … as they are: nothing in them is taken for code
   * @param {{ input?: Buffer | string, seconds?: number }} [options] what it reads, and how long it may take
   * @returns {Promise<string>} what it wrote to its standard output
   * @throws {Error} with what it wrote, when it ends otherwise than with 0 or not in time
   */
  async run(script, args = [], { input = '', seconds = USUAL_SECONDS } = {}) {
    const command = ['sh', '-euc', `cd ${quoted(this.#settings.folder)}\n${script}`, 'sh', ...args]
      .map(quoted)
      .join(' ');
    const child = this.#ssh([], command);
    const ended = endOf(child);
    const limit = setTimeout(() => {
      child.kill();
      for (const stream of [child.stdout, child.stderr]) stream.destroy(); // whatever else may hold them open
    }, seconds * 1000);
    child.stdin.on('error', () => {}); // it may end before it has read all
    child.stdin.end(input);
    const { code, output, everything } = await ended.finally(() => clearTimeout(limit));
    if (code === 0) return output;
    const what = child.killed ? `was not done within ${seconds} s` : `ended with ${code}`;
    throw new Error(`${this.#settings.host} ${what}: ${everything.trim().split('\n').slice(-12).join('\n')}`);
  }

  /** Lets this machine reach a port of the other one as if it were its own. @param {number} port @returns {Promise<Tunnel>} */
  tunnelTo(port) {
    const { host } = this.#settings;
    return Tunnel.open(host, (own) =>
      this.#ssh(['-N', '-o', 'ExitOnForwardFailure=yes', '-L', `127.0.0.1:${own}:127.0.0.1:${port}`]),
    );
  }

  /** @param {readonly string[]} options @param {readonly string[]} command */
  #ssh(options, ...command) {
    const { host, port, key, knownHosts } = this.#settings;
    const secure = ['BatchMode=yes', 'StrictHostKeyChecking=yes', 'ConnectTimeout=20', 'ServerAliveInterval=15'];
    if (knownHosts) secure.push(`UserKnownHostsFile=${knownHosts}`, 'GlobalKnownHostsFile=/dev/null');
    if (key) secure.push('IdentitiesOnly=yes');
    const settings = [...secure.flatMap((option) => ['-o', option]), ...(key ? ['-i', key] : []), '-p', port];
    // Detached: Ctrl-C is for us, who then go back; a command over there is not broken off half-way.
    return spawn('ssh', [...settings, ...options, host, ...command], {
      stdio: ['pipe', 'pipe', 'pipe'],
      detached: true,
      env: this.#environment,
    });
  }
}

/** One word for the shell, whatever is in it. @param {string} text */
export function quoted(text) {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
