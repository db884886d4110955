/** On the processors this was measured on, larger batches of images take as long as one after the other. */
export const MAX_BATCH = 4;

/** What waits for an inference thread. Batches form only from what waits already: nobody is held up to fill one. */
export class Batcher<Job> {
  private readonly waiting: Job[] = [];

  constructor(readonly capacity: number) {}

  get size(): number {
    return this.waiting.length;
  }

  get isFull(): boolean {
    return this.waiting.length >= this.capacity;
  }

  add(job: Job): void {
    this.waiting.push(job);
  }

  /** Puts back what was taken in vain, before all others. */
  putBack(jobs: readonly Job[]): void {
    this.waiting.unshift(...jobs);
  }

  /** The longest waiting, at most MAX_BATCH of them. */
  take(): Job[] {
    return this.waiting.splice(0, MAX_BATCH);
  }

  takeAll(): Job[] {
    return this.waiting.splice(0);
  }
}
