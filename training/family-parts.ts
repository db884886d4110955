import type { DatasetSource } from '../models/dataset.js';
import { folderOf, loadFamilies } from '../models/catalog.js';
import type { ModelFamily } from '../models/model-family.js';
import { PlatformError } from '../platform/errors.js';
import type { Network } from './network.js';

/** Everything in a family's folder. */
export interface FamilyParts {
  readonly family: ModelFamily;
  readonly network: Network;
  readonly examples: DatasetSource;
}

/** Loads a family, and `network` and `dataset` of its folder under models/. @throws PlatformError FAMILY_NOT_FOUND */
export async function loadFamilyParts(name: string): Promise<FamilyParts> {
  const family = (await loadFamilies()).get(name);
  if (!family) throw new PlatformError('FAMILY_NOT_FOUND', 404, `There is no model family ${name}`, 'family');
  const folder = folderOf(name);
  const { network } = (await import(`../models/${folder}/network.js`)) as { network: Network };
  const { examples } = (await import(`../models/${folder}/dataset.js`)) as { examples: DatasetSource };
  return { family, network, examples };
}
