import type { Fields, Prediction } from '../../models/model-family.js';

export interface Answer {
  readonly prediction: Prediction;
  /** Where the input lies among the catalogue's vectors, when the family recommends. */
  readonly embedding?: Float32Array;
}

/** One version of a family, loaded and able to answer: family + workers + vocabulary. */
export abstract class Predictor {
  abstract readonly family: string;
  abstract readonly version: string;
  /** The vectors that belong to this version. */
  abstract readonly collection: string | null;
  /** What it takes of memory, roughly, so that idle ones can make room. */
  readonly memoryBytes: number = 0;

  /**
   * @throws InvalidInputError when the fields cannot be understood; OverloadedError when too many wait;
   * InferenceUnavailableError when the inference threads fail
   */
  abstract predict(fields: Fields): Promise<Answer>;
  /** Ends the inference threads; what still waits is refused. May be called more than once. */
  abstract close(): Promise<void>;
}
