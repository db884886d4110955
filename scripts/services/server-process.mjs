import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { openSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

const STOP_MILLISECONDS = 20_000;

/** A server as a process of its own, which writes its log to a file and is ended by its pid. */
export class ServerProcess {
  /**
   * @param {string} name for messages
   * @param {string} command
   * @param {readonly string[]} args
   * @param {{ cwd: string, log: string, environment?: Readonly<Record<string, string>> }} options
   */
  constructor(name, command, args, { cwd, log, environment = {} }) {
    this.name = name;
    this.log = log;
    const file = openSync(log, 'a');
    this.child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...environment },
      stdio: ['ignore', file, file],
    });
    this.ended = once(this.child, 'exit').catch(() => undefined); // also when it cannot be started at all
  }

  get pid() {
    return this.child.pid;
  }

  /**
   * Asks until the answer is yes.
   * @param {() => Promise<boolean>} isUp an error counts as no
   * @param {number} seconds
   * @throws {Error} that names the log, when it ends or the seconds are over
   */
  async becomes(isUp, seconds) {
    const deadline = Date.now() + seconds * 1000;
    while (!(await isUp().catch(() => false))) {
      const isOver = this.child.exitCode !== null || this.child.signalCode !== null;
      if (isOver || Date.now() > deadline) throw new Error(`${this.name} does not come up. Its log: ${this.log}`);
      await sleep(100);
    }
  }

  /** Ends it, the hard way when it does not end by itself. */
  async stop() {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    this.child.kill('SIGTERM');
    const timer = setTimeout(() => this.child.kill('SIGKILL'), STOP_MILLISECONDS);
    await this.ended;
    clearTimeout(timer);
  }

  /** As a power cut would. */
  async kill() {
    this.child.kill('SIGKILL');
    await this.ended;
  }
}
