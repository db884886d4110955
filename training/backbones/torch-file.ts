import { PickleReader } from './pickle.js';
import type { PickleGlobals } from './pickle.js';
import { UnreadableWeightsError } from './unreadable-weights-error.js';

/** A view into a storage: strides say how the elements lie in memory, which need not be row by row. */
export interface TorchTensor {
  readonly shape: readonly number[];
  readonly strides: readonly number[];
  readonly offset: number;
  readonly storage: TorchStorage;
}

export interface TorchStorage {
  readonly elementBytes: number;
  readonly length: number;
  /** All elements in the order of the file; undefined unless they are float32. */
  values?: Float32Array;
}

const MAGIC = 0x1950a86a20f9469cfc6cn;
const FORMAT_VERSION = 1001;

/**
 * Reads a state dict that torch.save wrote in its old format: five pickles (magic, version, system, names to tensors,
 * storage keys), then each storage as a 64-bit element count and raw little-endian data, in the order of those keys.
 */
export function readTorchFile(bytes: Uint8Array): ReadonlyMap<string, TorchTensor> {
  const storages = new Map<string, TorchStorage>();
  const pickles = new PickleReader(bytes, { globals: GLOBALS, load: (id) => storageOf(storages, id) });
  if (pickles.read() !== MAGIC || pickles.read() !== FORMAT_VERSION) {
    throw new UnreadableWeightsError(`this is no file of torch's old format, version ${FORMAT_VERSION}`);
  }
  const system = pickles.read();
  if (!(system instanceof Map) || system.get('little_endian') !== true) {
    throw new UnreadableWeightsError('it was not written on a little-endian machine');
  }
  const tensors = pickles.read() as Map<string, TorchTensor>;
  const keys = pickles.read() as string[];
  fillStorages(bytes, pickles.position, keys, storages);
  return tensors;
}

const floatStorage = (): never => refuseCall('torch.FloatStorage');
const longStorage = (): never => refuseCall('torch.LongStorage');
const ELEMENT_BYTES = new Map<unknown, number>([
  [floatStorage, 4],
  [longStorage, 8],
]);

const GLOBALS: PickleGlobals = {
  'collections OrderedDict': () => new Map(),
  'torch FloatStorage': floatStorage,
  'torch LongStorage': longStorage,
  'torch._utils _rebuild_tensor_v2': (storage, offset, shape, strides) => ({ storage, offset, shape, strides }),
};

function refuseCall(name: string): never {
  throw new UnreadableWeightsError(`the pickle calls ${name}, which only names a type here`);
}

/** ('storage', type, key, 'cpu', length, None); every tensor that shares a storage names the same key. */
function storageOf(storages: Map<string, TorchStorage>, id: unknown): TorchStorage {
  const [kind, type, key, , length] = Array.isArray(id) ? (id as unknown[]) : [];
  const elementBytes = ELEMENT_BYTES.get(type);
  if (kind !== 'storage' || elementBytes === undefined || typeof key !== 'string' || typeof length !== 'number') {
    throw new UnreadableWeightsError('the pickle refers to something that is no storage');
  }
  const storage = storages.get(key) ?? { elementBytes, length };
  storages.set(key, storage);
  return storage;
}

function fillStorages(bytes: Uint8Array, start: number, keys: string[], storages: Map<string, TorchStorage>): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let position = start;
  for (const key of keys) {
    const storage = storages.get(key);
    const end = position + 8 + (storage?.length ?? 0) * (storage?.elementBytes ?? 0);
    if (storage === undefined || end > bytes.length || Number(view.getBigInt64(position, true)) !== storage.length) {
      throw new UnreadableWeightsError(`storage ${key} is missing, cut off or of another length than its tensors say`);
    }
    // Copied, since the file's data is not aligned to four bytes.
    if (storage.elementBytes === 4)
      storage.values = new Float32Array(Uint8Array.from(bytes.subarray(position + 8, end)).buffer);
    position = end;
  }
  if (position !== bytes.length) throw new UnreadableWeightsError('there is more data after the last storage');
}
