import type { Weight } from './safetensors.js';

/** A safetensors file of float32 tensors. */
export function safetensors(weights: ReadonlyMap<string, Weight>): Uint8Array {
  let end = 0;
  const header: Record<string, object> = { __metadata__: { format: 'pt' } };
  for (const [name, { shape, values }] of weights) {
    header[name] = { dtype: 'F32', shape, data_offsets: [end, (end += values.byteLength)] };
  }
  const json = Buffer.from(JSON.stringify(header));
  const length = Buffer.from(BigUint64Array.of(BigInt(json.length)).buffer);
  return Buffer.concat([length, json, ...[...weights.values()].map(({ values }) => Buffer.from(values.buffer))]);
}
