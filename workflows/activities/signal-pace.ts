const SHORTEST_PAUSE_MILLISECONDS = 1000;
// Every signal stays in the workflow's history (51,200 events at most): the longer a step runs, the rarer they become.
const SIGNALS_PER_DOUBLING = 150;

/** When a step may tell its workflow of its progress again. */
export class SignalPace {
  readonly #startedAt: number;
  #toldAt = -Infinity;

  constructor(
    private readonly now: () => number = () => performance.now(),
    private readonly shortestPause = SHORTEST_PAUSE_MILLISECONDS,
  ) {
    this.#startedAt = now();
  }

  isDue(): boolean {
    const pause = Math.max(this.shortestPause, (this.now() - this.#startedAt) / SIGNALS_PER_DOUBLING);
    return this.now() - this.#toldAt >= pause;
  }

  told(): void {
    this.#toldAt = this.now();
  }
}
