import { Tensor } from 'onnxruntime-node';
import type { Feed, Feeds, Outputs } from '../../models/model-family.js';

/** Positions of the examples whose feeds have equal shapes, group by group: one run can answer each group. */
export function groupByShape(examples: readonly Feeds[]): number[][] {
  const groups = new Map<string, number[]>();
  examples.forEach((feeds, position) => {
    const shape = JSON.stringify(Object.entries(feeds).map(([name, feed]) => [name, feed.shape]));
    groups.set(shape, [...(groups.get(shape) ?? []), position]);
  });
  return [...groups.values()];
}

/** Examples of equal shapes as the graph's inputs, with the batch as first dimension. */
export function stack(examples: readonly Feeds[]): Record<string, Tensor> {
  const names = Object.keys(examples[0] ?? {});
  return Object.fromEntries(names.map((name) => [name, stackFeeds(examples.map((feeds) => feeds[name]!))]));
}

function stackFeeds(feeds: readonly Feed[]): Tensor {
  const { dtype, shape, data } = feeds[0]!;
  const dimensions = [feeds.length, ...shape];
  if (feeds.length === 1) return new Tensor(dtype, data, dimensions);
  const bytes = Buffer.concat(
    feeds.map((feed) => new Uint8Array(feed.data.buffer, feed.data.byteOffset, feed.data.byteLength)),
  );
  const { buffer } = Uint8Array.from(bytes); // a buffer of its own: typed arrays want an aligned start
  if (dtype === 'uint8') return new Tensor(dtype, new Uint8Array(buffer), dimensions);
  if (dtype === 'int64') return new Tensor(dtype, new BigInt64Array(buffer), dimensions);
  return new Tensor(dtype, new Float32Array(buffer), dimensions);
}

/** One example's rows of the graph's outputs, copied out of the batch. */
export function unstack(results: Readonly<Record<string, Tensor>>, row: number): Outputs {
  return Object.fromEntries(
    Object.entries(results).map(([name, { data, dims }]) => {
      const length = data.length / dims[0]!;
      return [name, (data as Float32Array).slice(row * length, (row + 1) * length)];
    }),
  );
}
