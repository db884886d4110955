import type { StepProgress } from '../../training/retraining-steps.js';
import type { EpochReport, ProgressSignal } from '../retraining.js';
import { SignalPace } from './signal-pace.js';

/** Gathers a step's reports between two signals: of what is being done the last counts, of the epochs every one. */
export class ProgressBuffer {
  readonly #pace: SignalPace;
  #latest: StepProgress | undefined;
  #epochs: number | undefined;
  #reports: EpochReport[] = [];

  constructor(now?: () => number) {
    this.#pace = new SignalPace(now);
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
    return this.#latest !== undefined && this.#pace.isDue();
  }

  /** The news since the last time, or undefined when there is none. */
  take(): ProgressSignal | undefined {
    if (this.#latest === undefined) return undefined;
    const { detail, secondsLeft } = this.#latest;
    const epochs = this.#epochs === undefined ? {} : { epochs: this.#epochs };
    const signal: ProgressSignal = { detail, secondsLeft, ...epochs, reports: this.#reports };
    this.#latest = undefined;
    this.#reports = [];
    this.#pace.told();
    return signal;
  }
}
