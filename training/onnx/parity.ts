import { PlatformError } from '../../platform/errors.js';

/** What a model gives for one batch, by output name. */
export type NamedOutputs = Readonly<Record<string, Float32Array>>;

/** The exported graph does not compute what the LayersModel does. */
export class ParityError extends PlatformError {
  constructor(output: string, difference: string, tolerance: number) {
    super(
      'NO_PARITY',
      500,
      `The exported graph differs from TensorFlow.js in ${output}: ${difference} (at most ${tolerance} is accepted)`,
    );
  }
}

/**
 * Compares what TensorFlow.js and ONNX Runtime gave for the same inputs.
 * @returns the largest absolute difference over all outputs
 * @throws ParityError naming the output that differs by more than `tolerance`, is missing, has another length or holds a NaN
 */
export function checkParity(model: NamedOutputs, onnx: NamedOutputs, tolerance = 1e-3): number {
  const differences = Object.entries(model).map(([name, expected]) => {
    const actual = onnx[name];
    if (actual === undefined) throw new ParityError(name, 'the graph has no such output', tolerance);
    if (actual.length !== expected.length) {
      throw new ParityError(name, `${actual.length} elements instead of ${expected.length}`, tolerance);
    }
    const difference = largestDifference(expected, actual);
    if (!(difference <= tolerance)) throw new ParityError(name, `by ${difference.toPrecision(3)}`, tolerance);
    return difference;
  });
  return Math.max(0, ...differences);
}

/** NaN as soon as either side holds one: a comparison with NaN must fail. */
function largestDifference(expected: Float32Array, actual: Float32Array): number {
  return expected.reduce((largest, value, index) => Math.max(largest, Math.abs(value - (actual[index] as number))), 0);
}
