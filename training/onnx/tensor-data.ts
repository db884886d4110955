import { Float16Array } from '@petamoriken/float16';

export type ElementType = 'float32' | 'float16' | 'uint8' | 'int32' | 'int64' | 'bool';

/** A constant of a graph: its elements as they lie in the file, row by row and little-endian. */
export interface TensorData {
  readonly type: ElementType;
  readonly shape: readonly number[];
  readonly bytes: Uint8Array;
}

export function float32(shape: readonly number[], values: Float32Array): TensorData {
  return { type: 'float32', shape, bytes: bytesOf(values) };
}

/** Rounded to half precision, ties to even: half the size of float32, 11 significant bits. */
export function float16(shape: readonly number[], values: Float32Array): TensorData {
  return { type: 'float16', shape, bytes: bytesOf(new Float16Array(values)) };
}

export function int64(values: readonly number[]): TensorData {
  return { type: 'int64', shape: [values.length], bytes: bytesOf(BigInt64Array.from(values, BigInt)) };
}

function bytesOf(values: ArrayBufferView): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}
