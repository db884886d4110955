/** What a model said of examples whose labels are known. Both arrays are row-major [examples, labels]. */
export interface ScoredExamples {
  /** Higher means more likely; probabilities wherever thresholds are involved. */
  readonly scores: Float32Array;
  /** 1 where the example has the label, else 0. */
  readonly truth: Uint8Array;
  readonly labelCount: number;
}

/**
 * How often each example counts, [examples]. A bootstrap resample is nothing but such counts, so a metric that takes
 * them can be asked a thousand times without copying or sorting anything again.
 */
export type ExampleCounts = Uint16Array;

export function exampleCount({ truth, labelCount }: Pick<ScoredExamples, 'truth' | 'labelCount'>): number {
  return truth.length / labelCount;
}

/** Every example once: the split as it is. */
export function everyExampleOnce(examples: ScoredExamples): ExampleCounts {
  return new Uint16Array(exampleCount(examples)).fill(1);
}
