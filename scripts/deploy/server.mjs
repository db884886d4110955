import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { freePort } from '../start/ports.mjs';
import { waitUntil } from '../start/wait-until.mjs';

/** @typedef {import('./settings.mjs').ServerSettings} ServerSettings */

const TUNNEL_SECONDS = 30;

/** A machine that is reached by SSH. Only a host whose key is known beforehand is ever talked to. */
export class Server {
  #settings;

  /** @param {ServerSettings} settings */
  constructor(settings) {
    this.#settings = settings;
  }

  /**
   * Runs a script of the shell there, in the folder of the installation.
   * @param {string} script ends at the first command that fails
   * @param {readonly string[]} args the script's $1, $2, … as they are: nothing in them is taken for code
   * @param {Buffer | string} input what it reads
   * @returns {Promise<string>} what it wrote to its standard output
   * @throws {Error} with what it wrote, when it ends otherwise than with 0
   */
  async run(script, args = [], input = '') {
    const command = ['sh', '-euc', `cd ${quoted(this.#settings.folder)}\n${script}`, 'sh', ...args]
      .map(quoted)
      .join(' ');
    const child = this.#ssh([], command);
    let output = '';
    let everything = '';
    child.stdout.on('data', (chunk) => {
      output += chunk;
      everything += chunk;
    });
    child.stderr.on('data', (chunk) => (everything += chunk));
    child.stdin.on('error', () => {}); // it may end before it has read all
    child.stdin.end(input);
    const [code] = await once(child, 'close');
    if (code === 0) return output;
    throw new Error(
      `${this.#settings.host} ended with ${code}: ${everything.trim().split('\n').slice(-12).join('\n')}`,
    );
  }

  /**
   * Lets this machine reach a port of the other one as if it were its own.
   * @param {number} port
   * @returns {Promise<{ url: string, close(): Promise<void> }>}
   */
  async tunnelTo(port) {
    const own = await freePort('127.0.0.1', 0);
    const child = this.#ssh(['-N', '-o', 'ExitOnForwardFailure=yes', '-L', `127.0.0.1:${own}:127.0.0.1:${port}`]);
    let errors = '';
    child.stderr.on('data', (chunk) => (errors += chunk));
    const ended = new AbortController();
    const closed = once(child, 'close').then(() =>
      ended.abort(new Error(`No tunnel to ${this.#settings.host}: ${errors.trim()}`)),
    );
    const complaint = `No tunnel to ${this.#settings.host} within ${TUNNEL_SECONDS} s`;
    await waitUntil(() => answers(own), { seconds: TUNNEL_SECONDS, complaint, signal: ended.signal }).catch((error) => {
      child.kill();
      throw ended.signal.aborted ? ended.signal.reason : error;
    });
    return {
      url: `http://127.0.0.1:${own}`,
      close: async () => {
        child.kill();
        await closed;
      },
    };
  }

  /** @param {readonly string[]} options @param {readonly string[]} command */
  #ssh(options, ...command) {
    const { host, port, key, knownHosts } = this.#settings;
    const secure = ['BatchMode=yes', 'StrictHostKeyChecking=yes', 'ConnectTimeout=20', 'ServerAliveInterval=15'];
    if (knownHosts) secure.push(`UserKnownHostsFile=${knownHosts}`, 'GlobalKnownHostsFile=/dev/null');
    if (key) secure.push('IdentitiesOnly=yes');
    const settings = [...secure.flatMap((option) => ['-o', option]), ...(key ? ['-i', key] : []), '-p', port];
    return spawn('ssh', [...settings, ...options, host, ...command], { stdio: ['pipe', 'pipe', 'pipe'] });
  }
}

/** One word for the shell, whatever is in it. @param {string} text */
export function quoted(text) {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/** @param {number} port @returns {Promise<boolean>} */
async function answers(port) {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } finally {
    socket.destroy();
  }
}
