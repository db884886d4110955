import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './free-port.js';

const ROOT = join(import.meta.dirname, '../..');
const PATIENCE = 250; // milliseconds between two looks

/** All of Marquee as `npm start` runs it, on the invented catalogue, on ports and in a folder of its own. */
export class RunningPlatform {
  log = '';

  private constructor(
    readonly home: string,
    readonly url: string,
    private readonly process: ChildProcess,
  ) {
    const listen = (chunk: Buffer) => (this.log += chunk.toString());
    process.stdout?.on('data', listen);
    process.stderr?.on('data', listen);
  }

  /** Resolves as soon as the API answers: the first trainings may still be running. */
  static async start(): Promise<RunningPlatform> {
    const home = await mkdtemp(join(tmpdir(), 'marquee-platform-'));
    const port = await freePort();
    const settings = {
      MARQUEE_HOME: home,
      MARQUEE_DATA: '',
      MARQUEE_PORT: String(port),
      MARQUEE_WATCH_SECONDS: '0.5',
      TEMPORAL_ADDRESS: '', // a server of its own, on ports that are free
      NO_COLOR: '1',
    };
    const child = spawn(process.execPath, ['scripts/start.mjs'], { cwd: ROOT, env: { ...process.env, ...settings } });
    const platform = new RunningPlatform(home, `http://127.0.0.1:${port}`, child);
    await platform.eventually('the API lives', 120, () => platform.answers('/health/live'));
    return platform;
  }

  /** Every family that the movies are enough for has a champion and serves it; the others were seen to. */
  ready(): Promise<void> {
    return this.eventually('every family was seen to, and those of movies serve a version', 420, async () => {
      const { families } = await this.get<{ families: { subject: string; serving: unknown }[] }>('/api/models');
      const served = families.filter(({ subject }) => subject === 'Movies').every(({ serving }) => serving !== null);
      return served && this.log.includes('Every family has been seen to');
    });
  }

  async get<Body>(path: string): Promise<Body> {
    return (await fetch(this.url + path)).json() as Promise<Body>;
  }

  async eventually(what: string, seconds: number, isSo: () => Promise<boolean>): Promise<void> {
    const deadline = Date.now() + seconds * 1000;
    while (!(await isSo())) {
      if (this.process.exitCode !== null || Date.now() > deadline)
        throw new Error(`Not within ${seconds} s: ${what}\n${this.log.slice(-4000)}`);
      await new Promise((resolve) => setTimeout(resolve, PATIENCE));
    }
  }

  async stop(): Promise<void> {
    if (this.process.exitCode === null) {
      this.process.kill('SIGINT');
      await once(this.process, 'exit');
    }
    await rm(this.home, { recursive: true, force: true });
  }

  private answers(path: string): Promise<boolean> {
    return fetch(this.url + path).then(
      ({ ok }) => ok,
      () => false,
    );
  }
}
