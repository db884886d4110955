import type { Feeds } from '../../models/model-family.js';
import { groupByShape, stack, unstack } from './feed-batches.js';

const ids = (...values: readonly bigint[]): Feeds => ({
  ids: { dtype: 'int64', shape: [values.length], data: BigInt64Array.from(values) },
});

it('groups examples of equal shapes, however they are mixed', () => {
  expect(groupByShape([ids(1n), ids(1n, 2n), ids(3n), ids()])).toEqual([[0, 2], [1], [3]]);
});

it('stacks examples with the batch as first dimension, and takes the rows apart again', () => {
  const { ids: tensor } = stack([ids(1n, -2n), ids(3n, 4n)]);
  expect([tensor!.dims, [...(tensor!.data as BigInt64Array)]]).toEqual([
    [2, 2],
    [1n, -2n, 3n, 4n],
  ]);

  const values = stack([
    { out: { dtype: 'float32', shape: [2], data: Float32Array.of(1, 2) } },
    { out: { dtype: 'float32', shape: [2], data: Float32Array.of(3, 4) } },
  ]);
  expect(unstack(values, 1)).toEqual({ out: Float32Array.of(3, 4) });
});
