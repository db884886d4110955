import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { once } from 'node:events';

const MAIN = join(import.meta.dirname, '../../dist/api/main.js');
const START_MILLISECONDS = 60_000; // usually a second or two; a busy machine takes its time

export interface RawAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** The built API in a process of its own, over a folder of its own. */
export class RunningApi {
  log = '';

  private constructor(
    readonly home: string,
    readonly process: ChildProcess,
    readonly startedAt: number,
  ) {
    const listen = (chunk: Buffer) => (this.log += chunk.toString());
    process.stdout?.on('data', listen);
    process.stderr?.on('data', listen);
  }

  static async start(home: string, settings: Readonly<Record<string, string>> = {}): Promise<RunningApi> {
    const own = {
      MARQUEE_HOME: home,
      MARQUEE_PORT: '0',
      MARQUEE_WATCH_SECONDS: '0.1',
      TEMPORAL_ADDRESS: '127.0.0.1:9',
      NO_COLOR: '1',
    };
    const child = spawn(process.execPath, [MAIN], { env: { ...process.env, ...own, ...settings } });
    const api = new RunningApi(home, child, Date.now());
    await api.eventually(() => /Listening on http/.test(api.log));
    return api;
  }

  get url(): string {
    return /Listening on (http:\S+)/.exec(this.log)?.[1] ?? '';
  }

  /** @throws when the process ends or a minute passes */
  async eventually(isSo: () => boolean | Promise<boolean>): Promise<void> {
    const deadline = Date.now() + START_MILLISECONDS;
    while (!(await isSo())) {
      if (this.process.exitCode !== null || Date.now() > deadline) throw new Error(`It never came to be.\n${this.log}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  /** Until the family is served, by this version if one is named. */
  served(family: string, version?: string): Promise<void> {
    return this.eventually(async () => {
      const { serving } = await this.get<{ serving: { version: string } | null }>(`/api/models/${family}`);
      return serving !== null && (version === undefined || serving.version === version);
    });
  }

  async get<Body>(path: string): Promise<Body> {
    return (await fetch(this.url + path)).json() as Promise<Body>;
  }

  post(path: string, fields: Readonly<Record<string, string | Uint8Array>>): Promise<Response> {
    const body = new FormData();
    for (const [name, value] of Object.entries(fields)) {
      if (typeof value === 'string') body.append(name, value);
      else body.append(name, new Blob([Uint8Array.from(value)]), 'file');
    }
    return fetch(this.url + path, { method: 'POST', body });
  }

  /** As it stands: nothing of the path or the body is put right on the way. */
  raw(
    method: string,
    path: string,
    body?: Uint8Array | string,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<RawAnswer> {
    const { hostname, port } = new URL(this.url);
    return new Promise((resolve, reject) => {
      const asked = request({ hostname, port, method, path, headers, agent: false }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: Buffer.concat(chunks).toString(),
          }),
        );
      });
      asked.on('error', reject);
      asked.end(body);
    });
  }

  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> {
    const { exitCode, signalCode } = this.process;
    if (exitCode !== null || signalCode !== null) return exitCode;
    const ended = once(this.process, 'exit') as Promise<[number | null]>;
    this.process.kill(signal);
    return (await ended)[0];
  }
}

export function emptyHome(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'marquee-api-'));
}

export function removeHome(home: string): Promise<void> {
  return rm(home, { recursive: true, force: true });
}
