import type { ArtifactStore } from '../platform/artifact-store.js';
import { loadCheckpoint, saveCheckpoint } from './checkpoint.js';
import type { Checkpoint } from './checkpoint.js';

/** Where a training keeps how far it got. */
export interface Checkpoints {
  load(): Promise<Checkpoint | undefined>;
  /** @returns the key that it lies under now */
  save(checkpoint: Checkpoint): Promise<string>;
}

/** The last one only, always under one key. */
export function lastCheckpoint(store: ArtifactStore, key: string): Checkpoints {
  return {
    load: () => loadCheckpoint(store, key),
    async save(checkpoint) {
      await saveCheckpoint(store, key, checkpoint);
      return key;
    },
  };
}

const NAME = /^model\.(\d+)-(\d+\.\d+)$/;
const EPOCH_DIGITS = 4; // so that keys are listed in the order of the epochs

/**
 * One for an epoch, named `model.<epoch>-<validation loss>`. Two are kept: the last, to go on from, and the one of the
 * lowest validation loss.
 */
export function namedCheckpoints(store: ArtifactStore, folder: string): Checkpoints {
  async function names(): Promise<string[]> {
    const found: string[] = [];
    for await (const { key } of store.list(`${folder}/`)) {
      const name = key.slice(folder.length + 1);
      if (NAME.test(name)) found.push(name);
    }
    return found;
  }
  return {
    async load() {
      const last = (await names()).at(-1);
      return last === undefined ? undefined : loadCheckpoint(store, `${folder}/${last}`);
    },
    async save(checkpoint) {
      const { validationLoss } = checkpoint.curve.at(-1)!;
      const epoch = String(checkpoint.curve.length).padStart(EPOCH_DIGITS, '0');
      const name = `model.${epoch}-${validationLoss.toFixed(4)}`;
      await saveCheckpoint(store, `${folder}/${name}`, checkpoint);
      const all = await names();
      const best = all.reduce((lowest, other) => (lossOf(other) < lossOf(lowest) ? other : lowest));
      for (const old of all) if (old !== name && old !== best) await store.delete(`${folder}/${old}`);
      return `${folder}/${name}`;
    },
  };
}

function lossOf(name: string): number {
  return Number(NAME.exec(name)![2]);
}
