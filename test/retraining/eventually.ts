import { setTimeout as sleep } from 'node:timers/promises';

/** Asks again until the answer is right, and fails with the last answer otherwise. */
export async function eventually<T>(
  ask: () => T | Promise<T>,
  isRight: (answer: T) => boolean,
  seconds = 20,
): Promise<T> {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    const answer = await ask();
    if (isRight(answer)) return answer;
    if (Date.now() > deadline) throw new Error(`Still not so after ${seconds} s: ${JSON.stringify(answer)}`);
    await sleep(50);
  }
}
