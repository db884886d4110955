import type { DatasetSource } from '../models/dataset.js';
import { loadFamilies } from '../models/catalog.js';
import type { ModelFamily } from '../models/model-family.js';
import { PlatformError } from '../platform/errors.js';
import type { Network } from './network.js';

/** Everything in a family's folder. */
export interface FamilyParts {
  readonly family: ModelFamily;
  readonly network: Network;
  readonly examples: DatasetSource;
}

/** Loads `family`, `network` and `dataset` of a folder under models/. @throws PlatformError FAMILY_NOT_FOUND */
export async function loadFamilyParts(name: string): Promise<FamilyParts> {
  const family = (await loadFamilies()).get(name);
  if (!family) throw new PlatformError('FAMILY_NOT_FOUND', 404, `There is no model family ${name}`, 'family');
  const { network } = (await import(`../models/${name}/network.js`)) as { network: Network };
  const { examples } = (await import(`../models/${name}/dataset.js`)) as { examples: DatasetSource };
  return { family, network, examples };
}
