import { SignalPace } from './signal-pace.js';

/** Keeps the latest of what a step reports between two signals: what was before it no longer matters. */
export class LatestBuffer<Progress> {
  readonly #pace: SignalPace;
  #latest: Progress | undefined;

  /** @param shortestPause milliseconds between two signals */
  constructor(now?: () => number, shortestPause?: number) {
    this.#pace = new SignalPace(now, shortestPause);
  }

  add(progress: Progress): void {
    this.#latest = progress;
  }

  isDue(): boolean {
    return this.#latest !== undefined && this.#pace.isDue();
  }

  take(): Progress | undefined {
    const latest = this.#latest;
    if (latest !== undefined) this.#pace.told();
    this.#latest = undefined;
    return latest;
  }
}
