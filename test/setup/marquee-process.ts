import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const ROOT = join(import.meta.dirname, '../..');

/** One `npm start`, on a folder and a port of a spec's own. */
export class MarqueeProcess {
  output = '';
  private readonly process: ChildProcess;

  constructor(
    private readonly home: string,
    port: number,
  ) {
    const own = { MARQUEE_HOME: home, MARQUEE_PORT: String(port), MARQUEE_DATA: '', TEMPORAL_ADDRESS: '' };
    this.process = spawn(process.execPath, ['scripts/start.mjs'], { cwd: ROOT, env: { ...process.env, ...own } });
    this.process.stdout?.on('data', (chunk: Buffer) => (this.output += chunk.toString()));
    this.process.stderr?.on('data', (chunk: Buffer) => (this.output += chunk.toString()));
  }

  /** @returns the first group of the pattern, once the output matches it */
  async says(pattern: RegExp, seconds: number): Promise<string> {
    for (const deadline = Date.now() + seconds * 1000; Date.now() < deadline; await sleep(100)) {
      const match = pattern.exec(this.output);
      if (match !== null) return match[1] ?? match[0];
    }
    throw new Error(`Not said within ${seconds} s: ${String(pattern)}\n${this.output}`);
  }

  /** @returns the exit code, null when the signal itself ended it */
  async end(signal: NodeJS.Signals): Promise<number | null> {
    if (this.process.exitCode === null && this.process.signalCode === null) {
      const exited = once(this.process, 'exit');
      this.process.kill(signal);
      await exited;
    }
    return this.process.exitCode;
  }

  /** Every process that works on this home, by what it was called with or what it was given to read. */
  async living(): Promise<string[]> {
    const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
    const found = await Promise.all(pids.map((pid) => this.commandIfOurs(pid)));
    return found.filter((command) => command !== undefined);
  }

  private async commandIfOurs(pid: string): Promise<string | undefined> {
    const read = (name: string) => readFile(`/proc/${pid}/${name}`, 'utf8').catch(() => '');
    if (!(await read('environ')).includes(`MARQUEE_HOME=${this.home}\0`)) return undefined;
    const command = (await read('cmdline')).replaceAll('\0', ' ').trim();
    return command === '' ? undefined : command; // one that has ended and was not yet waited for has none
  }
}
