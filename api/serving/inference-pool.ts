import { setTimeout as sleep } from 'node:timers/promises';
import { InvalidInputError } from '../../models/model-family.js';
import type { Fields } from '../../models/model-family.js';
import { InferenceUnavailableError, OverloadedError } from '../errors/api-errors.js';
import { Batcher } from './batcher.js';
import type { Outcome } from './inference-messages.js';
import type { Answer } from './predictor.js';

const MAX_WAITING = 64; // some seconds of work: who comes later had better come back than wait longer
const ATTEMPTS = 2;
const GROWTH_PAUSE_MILLISECONDS = 2_000;
const RESTART_MILLISECONDS: readonly number[] = [1_000, 5_000, 30_000]; // after the first try, which is made at once

/** What the pool needs of a thread; InferenceThread is the real one. */
export interface AnsweringThread {
  answer(batch: readonly Fields[]): Promise<readonly Outcome[]>;
  close(): Promise<void>;
}

export interface PoolSize {
  readonly size: number;
  /** How many must be ready before the pool is; 1 to `size`. */
  readonly ready: number;
}

interface Job {
  readonly fields: Fields;
  attempts: number;
  resolve(answer: Answer): void;
  reject(error: Error): void;
}

/**
 * The inference threads of one version and the queue before them. A thread that dies is replaced, and what it was at
 * is tried once more; nothing waits for ever.
 */
export class InferencePool {
  private readonly waiting = new Batcher<Job>(MAX_WAITING);
  private readonly idle: AnsweringThread[] = [];
  private alive = 0;
  private readonly growing = new Set<Promise<void>>();
  private readonly closed = new AbortController();

  private constructor(
    private readonly family: string,
    private readonly start: () => Promise<AnsweringThread>,
  ) {}

  /**
   * Settles when `ready` of the `size` threads are; the others follow, so that a first version answers the sooner.
   * @throws what `start` throws
   */
  static async open(
    family: string,
    { size, ready }: PoolSize,
    start: () => Promise<AnsweringThread>,
  ): Promise<InferencePool> {
    const pool = new InferencePool(family, start);
    const started = await Promise.allSettled(Array.from({ length: ready }, start));
    for (const thread of started) if (thread.status === 'fulfilled') pool.welcome(thread.value);
    const refused = started.find((thread) => thread.status === 'rejected');
    if (refused) {
      await pool.close();
      throw refused.reason;
    }
    pool.remember(pool.growTo(size));
    return pool;
  }

  get queueLength(): number {
    return this.waiting.size;
  }

  /** @throws InvalidInputError, OverloadedError, InferenceUnavailableError */
  answer(fields: Fields): Promise<Answer> {
    if (this.closed.signal.aborted || this.alive === 0)
      throw new InferenceUnavailableError('its threads are restarting');
    if (this.waiting.isFull) throw new OverloadedError(this.family);
    return new Promise((resolve, reject) => {
      this.waiting.add({ fields, attempts: 0, resolve, reject });
      this.dispatch();
    });
  }

  /**
   * Settles when the threads have ended, also one that was starting: ONNX Runtime aborts a process that ends while it
   * opens a session.
   */
  async close(): Promise<void> {
    this.closed.abort();
    this.refuseWaiting('the version is being unloaded');
    await Promise.all([...this.idle.splice(0).map((thread) => thread.close()), ...this.growing]);
  }

  private remember(growth: Promise<void>): void {
    const ended = growth.finally(() => this.growing.delete(ended));
    this.growing.add(ended);
  }

  /** One after the other and not at once: at the process's start other families wait for their first thread. */
  private async growTo(size: number): Promise<void> {
    for (let missing = size - this.alive; missing > 0; missing -= 1) await this.grow(GROWTH_PAUSE_MILLISECONDS);
  }

  private welcome(thread: AnsweringThread): void {
    this.alive += 1;
    this.idle.push(thread);
    this.dispatch();
  }

  private dispatch(): void {
    while (this.idle.length > 0 && this.waiting.size > 0) {
      const thread = this.idle.shift()!;
      void this.work(thread, this.waiting.take());
    }
  }

  private async work(thread: AnsweringThread, batch: readonly Job[]): Promise<void> {
    try {
      const outcomes = await thread.answer(batch.map(({ fields }) => fields));
      batch.forEach((job, index) => settle(job, outcomes[index]!));
      if (this.closed.signal.aborted) return await thread.close();
      this.idle.push(thread);
    } catch (error) {
      this.alive -= 1;
      this.retry(batch, error instanceof Error ? error.message : String(error));
      this.remember(this.grow());
    }
    this.dispatch();
  }

  private retry(batch: readonly Job[], reason: string): void {
    for (const job of batch) job.attempts += 1;
    this.waiting.putBack(batch.filter(({ attempts }) => attempts < ATTEMPTS));
    const given = batch.filter(({ attempts }) => attempts >= ATTEMPTS);
    for (const job of given) job.reject(new InferenceUnavailableError(reason));
  }

  /** Adds a thread, however often it takes. */
  private async grow(firstPause = 0): Promise<void> {
    for (let attempt = 0; ; attempt += 1) {
      if (attempt > 0 && this.alive === 0) this.refuseWaiting('its threads cannot be restarted');
      const pause = RESTART_MILLISECONDS[Math.min(attempt - 1, RESTART_MILLISECONDS.length - 1)] ?? firstPause;
      const [pauseEnded] = await Promise.allSettled([sleep(pause, undefined, { signal: this.closed.signal })]);
      if (pauseEnded.status === 'rejected') return;
      const [thread] = await Promise.allSettled([this.start()]);
      if (thread.status === 'rejected') continue;
      if (this.closed.signal.aborted) return thread.value.close();
      return this.welcome(thread.value);
    }
  }

  private refuseWaiting(reason: string): void {
    for (const job of this.waiting.takeAll()) job.reject(new InferenceUnavailableError(reason));
  }
}

function settle(job: Job, outcome: Outcome): void {
  if (outcome.kind === 'answer') return job.resolve(outcome.answer);
  if (outcome.kind === 'failure') return job.reject(new InferenceUnavailableError(outcome.message));
  job.reject(new InvalidInputError(outcome.code, outcome.field, outcome.message));
}
