import type { ArtifactStore } from '../artifact-store.js';
import { sha256 } from '../content-hash.js';
import { ArtifactNotFoundError, PlatformError } from '../errors.js';
import { findJson } from '../find-json.js';
import { jsonBytes } from '../json-bytes.js';
import { ProfileRecordSchema } from './dataset-profile.js';
import type { ProfileRecord } from './dataset-profile.js';

const RECORDS = 'dataset-profiles/';
const IMAGES = 'dataset-images/';

export interface ProfileName {
  readonly family: string;
  readonly id: string;
}

/** The same settings have the same name; none are the default. */
export function profileIdOf(hyperparameters: Readonly<Record<string, unknown>>): string {
  const settings = Object.entries(hyperparameters).sort(([one], [other]) => (one < other ? -1 : 1));
  return settings.length === 0 ? 'default' : sha256(jsonBytes(settings)).slice(0, 12);
}

/** What was seen of datasets, and the images that are shown of them, over any ArtifactStore. */
export class ProfileStore {
  constructor(private readonly store: ArtifactStore) {}

  async write(record: ProfileRecord): Promise<void> {
    await this.store.put(keyOf(record), jsonBytes(record));
  }

  /** undefined until somebody has looked. */
  async find(name: ProfileName): Promise<ProfileRecord | undefined> {
    return (await findJson(this.store, keyOf(name), ProfileRecordSchema))?.value;
  }

  /** By family and id. */
  async names(): Promise<ProfileName[]> {
    const names: ProfileName[] = [];
    for await (const { key } of this.store.list(RECORDS)) {
      const [family, id] = key
        .slice(RECORDS.length)
        .replace(/\.json$/, '')
        .split('/');
      if (family !== undefined && id !== undefined) names.push({ family, id });
    }
    return names;
  }

  /** An encoded image under its own hash. */
  async writeImage(hash: string, bytes: Uint8Array): Promise<void> {
    await this.store.put(IMAGES + hash, bytes);
  }

  /** @throws PlatformError IMAGE_NOT_FOUND */
  async image(hash: string): Promise<Uint8Array> {
    try {
      return (await this.store.get(IMAGES + hash)).bytes;
    } catch (error) {
      if (!(error instanceof ArtifactNotFoundError)) throw error;
      throw new PlatformError('IMAGE_NOT_FOUND', 404, `No image ${hash} is shown of any dataset`, 'hash');
    }
  }
}

function keyOf({ family, id }: ProfileName): string {
  return `${RECORDS}${family}/${id}.json`;
}
