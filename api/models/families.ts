import type { ModelFamily } from '../../models/model-family.js';
import { UnknownFamilyError } from '../errors/api-errors.js';

/** Every model family this installation has. */
export class Families {
  constructor(private readonly byName: ReadonlyMap<string, ModelFamily>) {}

  all(): readonly ModelFamily[] {
    return [...this.byName.values()];
  }

  /** @throws UnknownFamilyError */
  named(name: string): ModelFamily {
    const family = this.byName.get(name);
    if (!family) throw new UnknownFamilyError(name, [...this.byName.keys()]);
    return family;
  }
}
