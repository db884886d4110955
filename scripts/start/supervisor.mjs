import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, openSync, renameSync, closeSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const SECONDS_TO_END = 10;
const FIRST_WAIT_SECONDS = 1;
const LONGEST_WAIT_SECONDS = 30;
/** One that ran this long was well: its next death is a new story. */
const WELL_SECONDS = 60;

/**
 * @typedef {{ name: string, command: string, args: readonly string[], environment?: Record<string, string> }} Program
 */

/** Starts programs, starts them again when they die, and ends them all. What they say goes into log files. */
export class Supervisor {
  #logs;
  #say;
  #keeper;
  #isStopping = false;
  /** @type {Map<string, import('node:child_process').ChildProcess>} */
  #running = new Map();
  /** @type {Set<NodeJS.Timeout>} */
  #again = new Set();

  /** @param {string} logs folder @param {(text: string) => void} say */
  constructor(logs, say) {
    this.#logs = logs;
    this.#say = say;
    mkdirSync(logs, { recursive: true });
    this.#keeper = spawn(process.execPath, [join(import.meta.dirname, 'keeper.mjs')], {
      detached: true, // Ctrl-C in the terminal is for us to handle, here as below
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    this.#keeper.stdin.on('error', () => {}); // without a keeper only the orphans' end is lost
  }

  /** @param {Program} program */
  start(program) {
    const log = this.logOf(program.name);
    if (existsSync(log)) renameSync(log, join(this.#logs, `${program.name}.previous.log`));
    this.#launch(program, FIRST_WAIT_SECONDS);
  }

  /** @param {string} name */
  logOf(name) {
    return join(this.#logs, `${name}.log`);
  }

  /** Ends the programs of each group together, one group after the other. @param {readonly string[][]} groups */
  async stop(groups) {
    this.#isStopping = true;
    for (const timer of this.#again) clearTimeout(timer);
    for (const group of groups) await Promise.all(group.map((name) => this.#end(name)));
    this.#keeper.stdin.end();
  }

  /** @param {Program} program @param {number} waitSeconds before starting it again when it dies soon */
  #launch(program, waitSeconds) {
    const log = openSync(this.logOf(program.name), 'a');
    const child = spawn(program.command, [...program.args], {
      detached: true,
      stdio: ['ignore', log, log],
      env: { ...process.env, ...program.environment },
    });
    closeSync(log);
    const startedAt = performance.now();
    this.#running.set(program.name, child);
    if (child.pid !== undefined) this.#keeper.stdin.write(`+${child.pid}\n`);
    child.once('error', (error) => this.#say(`${program.name} cannot be started: ${error.message}`));
    child.once('exit', (code, signal) => {
      this.#keeper.stdin.write(`-${child.pid}\n`);
      this.#running.delete(program.name);
      if (this.#isStopping) return;
      const wait = performance.now() - startedAt > WELL_SECONDS * 1000 ? FIRST_WAIT_SECONDS : waitSeconds;
      const again = `Starting it again in ${wait} s. Its log: ${this.logOf(program.name)}`;
      this.#say(`${program.name} ended unexpectedly (${signal ?? `exit code ${code}`}). ${again}`);
      this.#again.add(setTimeout(() => this.#launch(program, Math.min(2 * wait, LONGEST_WAIT_SECONDS)), wait * 1000));
    });
  }

  /** @param {string} name */
  async #end(name) {
    const child = this.#running.get(name);
    if (child === undefined) return;
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    const late = await Promise.race([ended, sleep(SECONDS_TO_END * 1000, 'late', { ref: false })]);
    if (late !== 'late') return;
    this.#say(`${name} did not end within ${SECONDS_TO_END} s: killed`);
    child.kill('SIGKILL');
    await ended;
  }
}
