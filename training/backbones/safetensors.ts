import { z } from 'zod';
import { UnreadableWeightsError } from './unreadable-weights-error.js';

export interface Weight {
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

const offset = z.number().int().nonnegative();
const EntrySchema = z.object({ dtype: z.string(), shape: z.array(offset), data_offsets: z.tuple([offset, offset]) });
const HeaderSchema = z.record(z.string(), z.unknown());
const METADATA = '__metadata__'; // free text beside the tensors

/**
 * The float32 tensors of a safetensors file: the length of a JSON header (64 bit, little-endian), the header, raw data.
 * @see https://github.com/huggingface/safetensors
 */
export function readSafetensors(bytes: Uint8Array): ReadonlyMap<string, Weight> {
  const { entries, data } = readHeader(bytes);
  const floats = Object.entries(entries).filter(([, entry]) => entry.dtype === 'F32');
  return new Map(floats.map(([name, entry]) => [name, readWeight(data, name, entry)]));
}

function readHeader(bytes: Uint8Array): { entries: Record<string, z.infer<typeof EntrySchema>>; data: Uint8Array } {
  if (bytes.length < 8) throw new UnreadableWeightsError('the safetensors file ends within its header');
  const end = 8 + Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true));
  if (end > bytes.length) throw new UnreadableWeightsError('the safetensors file ends within its header');
  try {
    const header = HeaderSchema.parse(JSON.parse(new TextDecoder().decode(bytes.subarray(8, end))));
    const tensors = Object.entries(header).filter(([name]) => name !== METADATA);
    const entries = Object.fromEntries(tensors.map(([name, entry]) => [name, EntrySchema.parse(entry)]));
    return { entries, data: bytes.subarray(end) };
  } catch (error) {
    throw new UnreadableWeightsError(`the safetensors header is damaged (${String(error)})`);
  }
}

function readWeight(data: Uint8Array, name: string, entry: z.infer<typeof EntrySchema>): Weight {
  const [start, end] = entry.data_offsets;
  const size = entry.shape.reduce((product, length) => product * length, 1);
  if (end > data.length || end - start !== size * 4) {
    throw new UnreadableWeightsError(`tensor ${name} is cut off, or not as long as its shape says`);
  }
  // Copied, since the data need not be aligned to four bytes.
  return { shape: entry.shape, values: new Float32Array(Uint8Array.from(data.subarray(start, end)).buffer) };
}
