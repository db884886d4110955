import type { FieldValue } from '../../models/model-family.js';

/** A frozen pretrained network, or the first layers of one, that turns what people hand in into features. */
export interface Extractor {
  /** Names the folder of its cached features, so it changes with anything that changes them. `[a-z0-9-]+` */
  readonly name: string;
  /** Shape of one example's features. */
  readonly shape: readonly number[];
  readonly batchSize: number;
  /** @returns float32 [values.length, ...shape] */
  extract(values: readonly FieldValue[]): Promise<Float32Array>;
  close(): Promise<void>;
}

/** An extractor that gives what several layers do, one after the other in one row. */
export interface TapExtractor extends Extractor {
  /** Of each layer's output, in the order of the row. */
  readonly shapes: readonly (readonly number[])[];
}
