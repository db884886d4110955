import type { EpochReport, ProgressSignal, RetrainProgress, RetrainStage } from './retraining.js';

/** What a retraining says about itself: moved on by the workflow's stages, filled in by the training worker's signals. */
export class Progress {
  #current: RetrainProgress;

  constructor(family: string, version: string) {
    this.#current = {
      family,
      version,
      stage: 'queued',
      detail: 'waiting for a training worker',
      epoch: 0,
      epochs: 0,
      loss: null,
      curve: [],
      secondsLeft: null,
    };
  }

  get current(): RetrainProgress {
    return this.#current;
  }

  enter(stage: RetrainStage, detail: string): void {
    this.#current = { ...this.#current, stage, detail, secondsLeft: null };
  }

  /** The first sign of life from a training worker ends the queueing. */
  record({ detail, secondsLeft, epochs, reports }: ProgressSignal): void {
    const { stage, curve } = this.#current;
    const merged = reports.reduce(withReport, curve);
    const last = merged.at(-1);
    this.#current = {
      ...this.#current,
      stage: stage === 'queued' ? 'preparing' : stage,
      detail,
      secondsLeft,
      epochs: epochs ?? this.#current.epochs,
      epoch: last?.epoch ?? 0,
      loss: last?.loss ?? null,
      curve: merged,
    };
  }
}

/** A resumed training may report an epoch again; what it says last counts, and what lay beyond is to be done anew. */
function withReport(curve: readonly EpochReport[], report: EpochReport): EpochReport[] {
  return [...curve.filter(({ epoch }) => epoch < report.epoch), report];
}
