import { openStores } from '../../platform/adapters.js';
import { readEnvironment } from '../../platform/environment.js';

/** What a published version has learned. */
export async function weightsOf(
  environment: Readonly<Record<string, string>>,
  family: string,
  version: string,
): Promise<Float32Array> {
  const { registry } = await openStores(readEnvironment(environment));
  const bytes = await registry.readFile(family, version, 'weights.bin');
  return new Float32Array(Uint8Array.from(bytes).buffer);
}

/** Relative for values beyond 1: standardisation is folded into the first layer, and float32 has seven digits. */
export function largestDifference(expected: Float32Array, actual: Float32Array): number {
  if (actual.length !== expected.length) throw new Error(`${actual.length} values instead of ${expected.length}`);
  return expected.reduce(
    (largest, value, index) => Math.max(largest, Math.abs(value - actual[index]!) / Math.max(1, Math.abs(value))),
    0,
  );
}
