import { z } from 'zod';
import type { ArtifactStore } from '../platform/artifact-store.js';
import { ArtifactNotFoundError } from '../platform/errors.js';
import type { Weight } from './weights.js';

const EpochSchema = z.object({
  /** Counted from 1 within its phase. */
  epoch: z.number().int(),
  phase: z.string(),
  loss: z.number(),
  validationLoss: z.number(),
  validationScore: z.number(),
  endedAt: z.iso.datetime(),
});
export type Epoch = z.infer<typeof EpochSchema>;

/** Everything that training needs to go on after an epoch as if nothing had happened. Shuffling follows from seed and epoch. */
export interface Checkpoint {
  /** Every epoch so far, over all phases. */
  readonly curve: readonly Epoch[];
  /** Index of the phase that the last epoch belongs to. */
  readonly phase: number;
  readonly weights: readonly Weight[];
  readonly optimizer: readonly Weight[];
  /** The weights of the phase's best epoch. */
  readonly best: readonly Weight[];
}

const WeightHeaderSchema = z.array(
  z.object({ name: z.string(), shape: z.array(z.number().int()), dtype: z.enum(['float32', 'int32']) }),
);
const HeaderSchema = z.object({
  curve: z.array(EpochSchema),
  phase: z.number().int(),
  weights: WeightHeaderSchema,
  optimizer: WeightHeaderSchema,
  best: WeightHeaderSchema,
});
const GROUPS = ['weights', 'optimizer', 'best'] as const;

export function checkpointKey(family: string, version: string): string {
  return `checkpoints/${family}/${version}/latest`;
}

export async function saveCheckpoint(store: ArtifactStore, key: string, checkpoint: Checkpoint): Promise<void> {
  await store.put(key, encode(checkpoint));
}

/** The checkpoint under this key, or undefined when training has not got as far as one. */
export async function loadCheckpoint(store: ArtifactStore, key: string): Promise<Checkpoint | undefined> {
  try {
    return decode((await store.get(key)).bytes);
  } catch (error) {
    if (error instanceof ArtifactNotFoundError) return undefined;
    throw error;
  }
}

/** The header's length (4 bytes, little-endian), the header as JSON padded to a multiple of 4, then all values. */
function encode({ curve, phase, ...groups }: Checkpoint): Uint8Array {
  const described = GROUPS.map((group) => [
    group,
    groups[group].map(({ name, shape, values }) => ({
      name,
      shape,
      dtype: values instanceof Int32Array ? 'int32' : 'float32',
    })),
  ]);
  const json = JSON.stringify({ curve, phase, ...Object.fromEntries(described) });
  const header = Buffer.from(json.padEnd(json.length + ((4 - (Buffer.byteLength(json) % 4)) % 4)));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(header.length);
  const values = GROUPS.flatMap((group) => groups[group].map((weight) => weight.values));
  return Buffer.concat([length, header, ...values.map((v) => new Uint8Array(v.buffer, v.byteOffset, v.byteLength))]);
}

function decode(bytes: Uint8Array): Checkpoint {
  const whole = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const headerEnd = 4 + whole.readUInt32LE(0);
  const header = HeaderSchema.parse(JSON.parse(whole.toString('utf8', 4, headerEnd)));
  let position = headerEnd;
  const read = ({ name, shape, dtype }: z.infer<typeof WeightHeaderSchema>[number]): Weight => {
    const end = position + 4 * shape.reduce((product, size) => product * size, 1);
    const { buffer } = Uint8Array.from(whole.subarray(position, end));
    position = end;
    return { name, shape, values: dtype === 'int32' ? new Int32Array(buffer) : new Float32Array(buffer) };
  };
  const [weights, optimizer, best] = GROUPS.map((group) => header[group].map(read)) as [Weight[], Weight[], Weight[]];
  return { curve: header.curve, phase: header.phase, weights, optimizer, best };
}
