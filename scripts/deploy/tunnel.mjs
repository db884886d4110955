import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { endOf } from '../setup/end-of.mjs';
import { freePort } from '../start/ports.mjs';
import { waitUntil } from '../start/wait-until.mjs';

/** @typedef {import('node:child_process').ChildProcess} ChildProcess */

const HOST = '127.0.0.1';
const SECONDS_TO_OPEN = 30;
const SECONDS_UNTIL_REOPENED = 1;

/** A port of another machine as if it were one of this machine. A retraining lasts hours: one that breaks is opened again. */
export class Tunnel {
  #start;
  #port;
  /** @type {ChildProcess | undefined} */
  #child;
  #closing = new AbortController();
  #kept = Promise.resolve();
  #kill = () => this.#child?.kill();

  /** @param {(port: number) => ChildProcess} start @param {number} port */
  constructor(start, port) {
    this.#start = start;
    this.#port = port;
    process.once('exit', this.#kill); // it would outlive us
  }

  /**
   * @param {string} to the other machine, for people
   * @param {(port: number) => ChildProcess} start what leads from this port of this machine to the other, until it is killed
   * @returns {Promise<Tunnel>}
   * @throws {Error} when it does not come to be the first time
   */
  static async open(to, start) {
    const tunnel = new Tunnel(start, await freePort(HOST, 0));
    const broken = new AbortController();
    const ended = tunnel.#begin();
    void ended.then((why) => broken.abort(new Error(`No tunnel to ${to}: ${why}`)));
    try {
      const complaint = `No tunnel to ${to} within ${SECONDS_TO_OPEN} s`;
      await waitUntil(() => answers(tunnel.#port), { seconds: SECONDS_TO_OPEN, complaint, signal: broken.signal });
    } catch (error) {
      await tunnel.close();
      throw broken.signal.aborted ? broken.signal.reason : error;
    }
    tunnel.#kept = tunnel.#keep(ended);
    return tunnel;
  }

  get url() {
    return `http://${HOST}:${this.#port}`;
  }

  async close() {
    process.off('exit', this.#kill);
    this.#closing.abort();
    this.#kill();
    await this.#kept;
  }

  /** @returns {Promise<string>} why it ended, once it has */
  #begin() {
    this.#child = this.#start(this.#port);
    return endOf(this.#child).then(
      ({ errors }) => errors.trim(),
      (error) => error.message,
    );
  }

  /** @param {Promise<string>} first */
  async #keep(first) {
    const { signal } = this.#closing;
    for (let ended = first; ; ended = this.#begin()) {
      await ended;
      await sleep(SECONDS_UNTIL_REOPENED * 1000, undefined, { signal }).catch(() => {});
      if (signal.aborted) return;
    }
  }
}

/** @param {number} port @returns {Promise<boolean>} */
async function answers(port) {
  const socket = connect(port, HOST);
  try {
    await once(socket, 'connect');
    return true;
  } finally {
    socket.destroy();
  }
}
