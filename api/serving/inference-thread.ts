import '../../platform/no-onnx-telemetry.js';
import { Worker } from 'node:worker_threads';
import type { Fields } from '../../models/model-family.js';
import { PlatformError } from '../../platform/errors.js';
import type { InferenceReply, InferenceRequest, InferenceSetup, Outcome } from './inference-messages.js';

const START_MILLISECONDS = 60_000; // a cold disk and a busy machine; usually under a second
const ANSWER_MILLISECONDS = 10_000; // a batch takes some hundredths of a second: then it hangs
const END_MILLISECONDS = 2_000;

/** Why a version is not served: its own verification failed, and would again. */
export class VersionRefusedError extends PlatformError {
  constructor(reason: string, options?: ErrorOptions) {
    super('VERSION_REFUSED', 500, reason, undefined, options);
  }
}

/** One worker thread with one session. Answers one batch at a time; a thread that fails or hangs is ended for good. */
export class InferenceThread {
  private pending: { resolve(reply: InferenceReply): void; reject(error: Error): void } | undefined;
  private failure: Error | undefined;

  private constructor(private readonly worker: Worker) {
    worker.on('message', (reply: InferenceReply) => this.pending?.resolve(reply));
    worker.on('error', (error) => this.fail(error));
    worker.on('exit', (code) => this.fail(new Error(`the inference thread ended with code ${code}`)));
  }

  /** @throws VersionRefusedError when the version's golden inputs are answered differently, or it cannot be loaded */
  static async start(setup: Promise<InferenceSetup>): Promise<InferenceThread> {
    const thread = new InferenceThread(new Worker(workerFile())); // imports its modules while the setup is being read
    try {
      thread.worker.postMessage(await setup);
    } catch (error) {
      await thread.worker.terminate();
      throw error;
    }
    const reply = await thread.next(START_MILLISECONDS);
    if (reply.kind === 'ready') return thread;
    await thread.worker.terminate();
    throw new VersionRefusedError(reply.kind === 'refused' ? reply.reason : 'the inference thread did not start');
  }

  /** @throws Error when the thread dies or does not answer in time; it cannot be used afterwards */
  async answer(batch: readonly Fields[]): Promise<readonly Outcome[]> {
    this.worker.postMessage({ batch } satisfies InferenceRequest);
    const reply = await this.next(ANSWER_MILLISECONDS);
    if (reply.kind === 'answers') return reply.outcomes;
    throw new Error('the inference thread answered out of turn');
  }

  /** Lets it release its session; ends it the hard way when it does not. */
  async close(): Promise<void> {
    if (this.failure) return;
    const ended = new Promise<void>((resolve) => this.worker.once('exit', () => resolve()));
    this.worker.postMessage('end' satisfies InferenceRequest);
    const timer = setTimeout(() => void this.worker.terminate(), END_MILLISECONDS);
    await ended;
    clearTimeout(timer);
  }

  private async next(milliseconds: number): Promise<InferenceReply> {
    if (this.failure) throw this.failure;
    const reply = new Promise<InferenceReply>((resolve, reject) => (this.pending = { resolve, reject }));
    const timer = setTimeout(() => {
      this.fail(new Error(`the inference thread did not answer within ${milliseconds / 1000} s`));
      void this.worker.terminate();
    }, milliseconds);
    return reply.finally(() => clearTimeout(timer));
  }

  private fail(error: Error): void {
    this.failure ??= error;
    this.pending?.reject(this.failure);
  }
}

/** The compiled worker; sources that run uncompiled (specs) use the build's. */
function workerFile(): URL {
  const isCompiled = import.meta.url.endsWith('.js');
  return new URL(isCompiled ? './inference-worker.js' : '../../dist/api/serving/inference-worker.js', import.meta.url);
}
