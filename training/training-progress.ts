import type { Epoch } from './checkpoint.js';
import type { Phase } from './network.js';
import type { StepContext } from './retraining-steps.js';

const BATCH_REPORT_MILLISECONDS = 1000;

/** Turns batches and epochs into reports for people, with an estimate of the time left. */
export class TrainingProgress {
  readonly #epochs: number;
  readonly #startedAt = performance.now();
  #epochsHere = 0;
  #reportedAt = 0;

  constructor(
    phases: readonly Phase[],
    private readonly context: StepContext,
  ) {
    this.#epochs = phases.reduce((sum, { epochs }) => sum + epochs, 0);
  }

  /** @param epoch counted from 1 over all phases */
  batch(epoch: number, phase: Phase, share: number): void {
    if (performance.now() - this.#reportedAt < BATCH_REPORT_MILLISECONDS) return;
    this.#reportedAt = performance.now();
    const percent = Math.round(share * 100);
    this.context.report({
      detail: `${phase.name}: epoch ${epoch}, ${percent} %`,
      secondsLeft: this.#secondsLeft(epoch - 1),
    });
  }

  /** @param curve every epoch so far @param checkpoint key of the one that the last epoch ended with */
  epoch(curve: readonly Epoch[], checkpoint: string): void {
    this.#epochsHere += 1;
    const { phase, loss, validationLoss, validationScore } = curve.at(-1)!;
    const epoch = curve.length;
    this.context.report({
      detail: `${phase}: epoch ${epoch} of at most ${this.#epochs}`,
      epoch: {
        ...{ epoch, epochs: this.#epochs, phase, loss, validationLoss, validationScore },
        checkpoint,
      },
      secondsLeft: this.#secondsLeft(epoch),
    });
  }

  /** As if every epoch took as long as those of this process did, and none were saved by stopping early. */
  #secondsLeft(epochsDone: number): number | null {
    if (this.#epochsHere === 0) return null;
    const secondsEach = (performance.now() - this.#startedAt) / 1000 / this.#epochsHere;
    return secondsEach * (this.#epochs - epochsDone);
  }
}
