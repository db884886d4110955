import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const WORKER = join(import.meta.dirname, '../../dist/workflows/worker.js');

const READY = {
  orchestration: 'retrainings are run from task queue',
  training: 'training from task queue',
  analysis: 'videos from task queue',
};

export type WorkerRole = keyof typeof READY | 'all';

/** A worker as people start it: its own process, from the build. */
export class WorkerProcess {
  readonly #process: ChildProcess;
  readonly #says: readonly string[];
  #log = '';

  constructor(role: WorkerRole, environment: Readonly<Record<string, string>>) {
    this.#says = role === 'all' ? Object.values(READY) : [READY[role]];
    const env = { ...process.env, ...environment };
    this.#process = spawn(process.execPath, [WORKER, '--role', role], { env, stdio: ['ignore', 'ignore', 'pipe'] });
    this.#process.stderr!.on('data', (chunk: Buffer) => (this.#log += chunk.toString()));
  }

  /** All it has said. */
  get log(): string {
    return this.#log;
  }

  /** The epochs it has said it finished, in order. */
  get epochs(): number[] {
    return [...this.#log.matchAll(/: epoch (\d+) of /g)].map(([, epoch]) => Number(epoch));
  }

  /** Whether it has said that it waits for work of every kind it was started for. */
  get isReady(): boolean {
    return this.#says.every((sentence) => this.#log.includes(sentence));
  }

  /** Ends the process, if it still runs. @returns its exit code, or null when a signal ended it */
  async end(signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null> {
    const { exitCode, signalCode } = this.#process;
    if (exitCode !== null || signalCode !== null) return exitCode;
    const exited = once(this.#process, 'exit') as Promise<[number | null]>;
    this.#process.kill(signal);
    return (await exited)[0];
  }
}
