import type { Feeds, Outputs } from '../../models/model-family.js';
import type { GoldenExample } from '../../platform/golden.js';

const TOLERANCE = 1e-3; // other processors round differently, by far less than this

/**
 * Runs the recorded inputs and compares with what training recorded.
 * @throws Error that says by how much it differs
 */
export async function checkGolden(
  examples: readonly GoldenExample[],
  run: (examples: readonly Feeds[]) => Promise<readonly Outputs[]>,
): Promise<void> {
  const answers = await run(examples.map(({ feeds }) => feeds));
  examples.forEach(({ outputs }, index) => {
    const answer = answers[index] ?? {};
    for (const [name, expected] of Object.entries(outputs)) compare(name, index, expected, answer[name]);
    const unrecorded = Object.keys(answer).find((name) => !(name in outputs));
    if (unrecorded !== undefined) throw new Error(`golden input ${index}: nothing was recorded of ${unrecorded}`);
  });
}

function compare(name: string, index: number, expected: Float32Array, actual: Float32Array | undefined): void {
  if (actual?.length !== expected.length) {
    throw new Error(`golden input ${index}: expected ${expected.length} values of ${name}, got ${actual?.length ?? 0}`);
  }
  const difference = expected.reduce((most, value, at) => Math.max(most, Math.abs(value - actual[at]!)), 0);
  if (difference <= TOLERANCE) return; // NaN is not
  throw new Error(`golden input ${index}: ${name} differs by ${difference.toPrecision(3)} from what training recorded`);
}
