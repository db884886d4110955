import { availableParallelism } from 'node:os';
import type { Settings } from '../../platform/environment.js';

/** How versions are served. */
export class ServingSettings {
  constructor(
    /** Inference threads for each served version. */
    readonly threads: number,
    /** How often a new champion is looked for. */
    readonly watchMilliseconds: number,
    /** What versions that are loaded on demand may take together, in bytes. */
    readonly onDemandBytes = Infinity,
  ) {}

  static from({
    MARQUEE_INFERENCE_THREADS,
    MARQUEE_WATCH_SECONDS,
    MARQUEE_MODEL_MEMORY_MB,
  }: Settings): ServingSettings {
    return new ServingSettings(
      MARQUEE_INFERENCE_THREADS ?? Math.min(4, availableParallelism()),
      MARQUEE_WATCH_SECONDS * 1000,
      MARQUEE_MODEL_MEMORY_MB * 1024 * 1024,
    );
  }
}
