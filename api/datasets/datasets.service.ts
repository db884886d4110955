import { Injectable } from '@nestjs/common';
import { ProfileStore, profileIdOf } from '../../platform/datasets/profile-store.js';
import { PlatformError } from '../../platform/errors.js';
import { Families } from '../models/families.js';
import type { Dataset, DatasetSummary, ProfileParameters, ProfileRequest } from './dataset.schema.js';
import { ProfileRuns } from './profile-runs.js';

@Injectable()
export class DatasetsService {
  constructor(
    private readonly families: Families,
    private readonly profiles: ProfileStore,
    private readonly runs: ProfileRuns,
  ) {}

  /** What each family reads by default, and whatever else was looked at. */
  async list(): Promise<DatasetSummary[]> {
    const seen = await this.profiles.names();
    const names = this.families
      .all()
      .flatMap(({ name: family }) => [
        { family, id: 'default' },
        ...seen.filter((one) => one.family === family && one.id !== 'default'),
      ]);
    return Promise.all(names.map((name) => this.summarise(name)));
  }

  /** @throws PlatformError INVALID_HYPERPARAMETERS naming the field; UnknownFamilyError; TEMPORAL_UNAVAILABLE */
  async look({ family: name, hyperparameters }: ProfileRequest): Promise<Dataset> {
    const family = this.families.named(name);
    const issue = family.hyperparameters.safeParse(hyperparameters).error?.issues[0];
    if (issue) {
      const field = ['hyperparameters', ...issue.path].join('.');
      throw new PlatformError('INVALID_HYPERPARAMETERS', 400, `${field}: ${issue.message}`, field);
    }
    const id = profileIdOf(hyperparameters);
    await this.runs.start({ family: name, id }, { family: name, hyperparameters });
    return { ...(await this.dataset({ family: name, id })), progress: { detail: 'queued' } };
  }

  /** @throws UnknownFamilyError; PlatformError DATASET_NOT_FOUND for settings that nobody has looked at */
  async dataset({ family, id }: ProfileParameters): Promise<Dataset> {
    this.families.named(family);
    const [record, progress] = await Promise.all([
      this.profiles.find({ family, id }),
      this.runs.progress({ family, id }),
    ]);
    if (!record && !progress && id !== 'default') {
      throw new PlatformError('DATASET_NOT_FOUND', 404, `Nobody has looked at data ${id} of ${family}`, 'id');
    }
    return { family, id, progress, record: record ?? null };
  }

  /** @throws PlatformError IMAGE_NOT_FOUND */
  image(hash: string): Promise<Uint8Array> {
    return this.profiles.image(hash);
  }

  private async summarise({ family, id }: ProfileParameters): Promise<DatasetSummary> {
    const record = await this.profiles.find({ family, id });
    const { title } = this.families.named(family);
    const counts = record?.profile?.counts;
    return {
      ...{ family, id, title },
      hyperparameters: record?.hyperparameters ?? {},
      seenAt: record?.createdAt ?? null,
      examples: counts ? counts.train + counts.validation + counts.test + counts.unlabelled : null,
      problem: record?.problem ?? null,
    };
  }
}
