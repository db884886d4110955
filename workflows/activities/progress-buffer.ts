import type { StepProgress } from '../../training/retraining-steps.js';
import type { EpochReport, ProgressSignal } from '../retraining.js';

const SHORTEST_PAUSE_MILLISECONDS = 1000;
// Every signal stays in the workflow's history (51,200 events at most): the longer a step runs, the rarer they become.
const SIGNALS_PER_DOUBLING = 150;

/** Gathers a step's reports between two signals: of what is being done the last counts, of the epochs every one. */
export class ProgressBuffer {
  readonly #startedAt: number;
  #takenAt = -Infinity;
  #latest: StepProgress | undefined;
  #epochs: number | undefined;
  #reports: EpochReport[] = [];

  constructor(private readonly now: () => number = () => performance.now()) {
    this.#startedAt = now();
  }

  add(progress: StepProgress): void {
    this.#latest = progress;
    if (progress.epoch === undefined) return;
    const { epoch, epochs, phase, loss, validationLoss, validationScore } = progress.epoch;
    this.#epochs = epochs;
    this.#reports.push({ epoch, phase, loss, validationLoss, validationScore });
  }

  /** Whether there is news and the last signal is long enough ago. */
  isDue(): boolean {
    const pause = Math.max(SHORTEST_PAUSE_MILLISECONDS, (this.now() - this.#startedAt) / SIGNALS_PER_DOUBLING);
    return this.#latest !== undefined && this.now() - this.#takenAt >= pause;
  }

  /** The news since the last time, or undefined when there is none. */
  take(): ProgressSignal | undefined {
    if (this.#latest === undefined) return undefined;
    const { detail, secondsLeft } = this.#latest;
    const epochs = this.#epochs === undefined ? {} : { epochs: this.#epochs };
    const signal: ProgressSignal = { detail, secondsLeft, ...epochs, reports: this.#reports };
    this.#latest = undefined;
    this.#reports = [];
    this.#takenAt = this.now();
    return signal;
  }
}
