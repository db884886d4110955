import { availableParallelism } from 'node:os';
import type { Settings } from '../../platform/environment.js';

/** How versions are served. */
export class ServingSettings {
  constructor(
    /** Inference threads for each served version. */
    readonly threads: number,
    /** How often a new champion is looked for. */
    readonly watchMilliseconds: number,
  ) {}

  static from({ MARQUEE_INFERENCE_THREADS, MARQUEE_WATCH_SECONDS }: Settings): ServingSettings {
    return new ServingSettings(
      MARQUEE_INFERENCE_THREADS ?? Math.min(4, availableParallelism()),
      MARQUEE_WATCH_SECONDS * 1000,
    );
  }
}
