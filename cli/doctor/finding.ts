import { setTimeout as sleep } from 'node:timers/promises';

const PATIENCE_MILLISECONDS = 15_000;

export interface Finding {
  readonly name: string;
  /** `notice`: it works, and a person should know something. */
  readonly status: 'ok' | 'notice' | 'wrong';
  /** What is there, or what is wrong. */
  readonly detail: string;
  /** What to do about it; null when there is nothing to do. */
  readonly advice: string | null;
}

/** It works, but. */
export interface Notice {
  readonly notice: string;
  readonly advice: string;
}

/**
 * Makes one check.
 * @param advice what to do when it throws or takes too long
 * @param check gives what is there
 */
export async function examine(
  name: string,
  advice: string,
  check: () => Promise<string | Notice>,
  milliseconds = PATIENCE_MILLISECONDS,
): Promise<Finding> {
  const decided = new AbortController();
  try {
    const found = await Promise.race([check(), expiry(milliseconds, decided.signal)]);
    if (typeof found === 'string') return { name, status: 'ok', detail: found, advice: null };
    return { name, status: 'notice', detail: found.notice, advice: found.advice };
  } catch (error) {
    return { name, status: 'wrong', detail: sentenceOf(error), advice };
  } finally {
    decided.abort();
  }
}

async function expiry(milliseconds: number, signal: AbortSignal): Promise<never> {
  await sleep(milliseconds, undefined, { signal });
  throw new Error(`no answer within ${milliseconds / 1000} s`);
}

/** One line. */
function sentenceOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const [first = '', ...more] = message.split('\n').map((line) => line.trim());
  return `${first} ${more.join('; ')}`.trim();
}
