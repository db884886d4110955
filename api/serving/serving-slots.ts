import type { Families } from '../models/families.js';
import { ServingSlot } from './serving-slot.js';

/** One slot for each family. */
export class ServingSlots {
  private readonly byFamily: ReadonlyMap<string, ServingSlot>;

  constructor(private readonly families: Families) {
    this.byFamily = new Map(
      families.all().map(({ name, loading }) => [name, new ServingSlot(name, loading === 'on-demand')]),
    );
  }

  all(): readonly ServingSlot[] {
    return [...this.byFamily.values()];
  }

  /** @throws UnknownFamilyError */
  of(family: string): ServingSlot {
    return this.byFamily.get(family) ?? new ServingSlot(this.families.named(family).name);
  }
}
