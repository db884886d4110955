import { InvalidInputError } from '../../models/model-family.js';
import type { Fields } from '../../models/model-family.js';
import { InferenceUnavailableError, OverloadedError } from '../errors/api-errors.js';
import type { Outcome } from './inference-messages.js';
import { InferencePool } from './inference-pool.js';

/** Answers when the spec says so. */
class FakeThread {
  readonly batches: (readonly Fields[])[] = [];
  isClosed = false;
  private settle: { resolve(outcomes: Outcome[]): void; reject(error: Error): void } | undefined;

  answer(batch: readonly Fields[]): Promise<readonly Outcome[]> {
    this.batches.push(batch);
    return new Promise((resolve, reject) => (this.settle = { resolve, reject }));
  }

  finish(outcome: Outcome = answered): Promise<unknown> {
    this.settle?.resolve((this.batches.at(-1) ?? []).map(() => outcome));
    return turn();
  }

  die(): Promise<unknown> {
    this.settle?.reject(new Error('it died'));
    return turn();
  }

  close(): Promise<void> {
    this.isClosed = true;
    return Promise.resolve();
  }
}

const answered: Outcome = { kind: 'answer', answer: { prediction: { labels: [] } } };
const turn = () => new Promise((resolve) => setImmediate(resolve));
const until = async (isSo: () => boolean) => {
  while (!isSo()) await turn();
};

async function poolOf(size: number, ready = size) {
  const threads: FakeThread[] = [];
  const start = () => {
    threads.push(new FakeThread());
    return Promise.resolve(threads.at(-1)!);
  };
  return { threads, pool: await InferencePool.open('f', { size, ready }, start) };
}

it('hands a lone question to an idle thread at once', async () => {
  const { threads, pool } = await poolOf(2);
  const answer = pool.answer({ text: 'a' });
  expect(threads.map(({ batches }) => batches.length)).toEqual([1, 0]);
  await threads[0]!.finish();
  expect(await answer).toEqual({ prediction: { labels: [] } });
});

it('batches only what waits already, at most four', async () => {
  const { threads, pool } = await poolOf(1);
  const answers = ['a', 'b', 'c', 'd', 'e', 'f'].map((text) => pool.answer({ text }));
  for (let run = 0; run < 3; run += 1) await threads[0]!.finish();
  await Promise.all(answers);
  expect(threads[0]!.batches.map((batch) => batch.map(({ text }) => text))).toEqual([
    ['a'],
    ['b', 'c', 'd', 'e'],
    ['f'],
  ]);
});

it('refuses more than it can answer soon', async () => {
  const { threads, pool } = await poolOf(1);
  const accepted = Array.from({ length: 65 }, () => pool.answer({ text: 'a' }));
  expect(() => pool.answer({ text: 'one too many' })).toThrow(OverloadedError);
  const ended = Promise.allSettled(accepted);
  await pool.close();
  await threads[0]!.finish();
  const kept = (await ended).filter(({ status }) => status === 'fulfilled');
  expect(kept).toHaveLength(1); // the one its thread had begun
});

it('replaces a thread that dies and asks again what it was at', async () => {
  const { threads, pool } = await poolOf(1);
  const answer = pool.answer({ text: 'a' });
  await threads[0]!.die();
  await until(() => threads.length === 2 && threads[1]!.batches.length === 1);
  await threads[1]!.finish();
  expect(await answer).toEqual({ prediction: { labels: [] } });
});

it('does not ask a third time', async () => {
  const { threads, pool } = await poolOf(1);
  const answer = pool.answer({ text: 'poison' });
  const refused = expect(answer).rejects.toThrow(InferenceUnavailableError);
  await threads[0]!.die();
  await until(() => threads[1]?.batches.length === 1);
  await threads[1]!.die();
  await refused;
});

it("gives bad input back as the caller's, and goes on", async () => {
  const { threads, pool } = await poolOf(1);
  const refused = expect(pool.answer({ text: 'a' })).rejects.toThrow(InvalidInputError);
  await threads[0]!.finish({ kind: 'invalid-input', code: 'NOT_AN_IMAGE', field: 'image', message: 'no' });
  await refused;
  const answer = pool.answer({ text: 'b' });
  await threads[0]!.finish();
  await answer;
});

it('is ready with the first thread when asked to, and grows afterwards', async () => {
  const { threads } = await poolOf(3, 1);
  expect(threads).toHaveLength(1);
  await until(() => threads.length === 3);
});

it('closes the threads that started when one of them is refused', async () => {
  const first = new FakeThread();
  const starts = [Promise.resolve(first), Promise.reject<FakeThread>(new Error('refused'))];
  await expect(InferencePool.open('f', { size: 2, ready: 2 }, () => starts.shift()!)).rejects.toThrow('refused');
  expect(first.isClosed).toBe(true);
});

it('closes its threads, also the one that is still at work', async () => {
  const { threads, pool } = await poolOf(2);
  const answer = pool.answer({ text: 'a' });
  await pool.close();
  expect(threads.map(({ isClosed }) => isClosed)).toEqual([false, true]);
  await threads[0]!.finish();
  await answer;
  expect(threads[0]!.isClosed).toBe(true);
});

it('is closed only when a thread that was starting has ended as well', async () => {
  const first = new FakeThread();
  const late = new FakeThread();
  let finishStart: (thread: FakeThread) => void = () => undefined;
  const starting = new Promise<FakeThread>((resolve) => (finishStart = resolve));
  const starts = [() => Promise.resolve(first), () => starting];
  let begun = 0;
  const pool = await InferencePool.open('f', { size: 1, ready: 1 }, () => starts[begun++]!());
  const answer = pool.answer({ text: 'a' });
  await first.die();
  await until(() => begun === 2);

  let isClosed = false;
  const closing = pool.close().then(() => (isClosed = true));
  await expect(answer).rejects.toThrow(InferenceUnavailableError);
  await turn();
  expect(isClosed).toBe(false);
  finishStart(late);
  await closing;
  expect(late.isClosed).toBe(true);
});
