import type { ServingSlot } from './serving-slot.js';
import type { ServingSlots } from './serving-slots.js';

const IDLE_MILLISECONDS = 15 * 60_000; // people who come back within a quarter of an hour need not wait again

/** Sees to it that versions which were loaded on demand do not take more memory than they may, nor for nobody. */
export class OnDemandMemory {
  constructor(
    private readonly slots: ServingSlots,
    private readonly budgetBytes: number,
  ) {}

  /** Unloads those that were not asked for longest, and that nobody asks now, until the rest fits. The one asked last stays. */
  async makeRoom(): Promise<void> {
    const loaded = this.slots.all().filter(({ isOnDemand, version }) => isOnDemand && version !== null);
    const [, ...older] = loaded.sort((a, b) => b.usedAt - a.usedAt);
    const idle = older.filter(({ isIdle }) => isIdle).reverse();
    let taken = loaded.reduce((sum, { memoryBytes }) => sum + memoryBytes, 0);
    const unloaded: ServingSlot[] = [];
    for (const slot of idle) {
      if (taken <= this.budgetBytes) break;
      taken -= slot.memoryBytes;
      unloaded.push(slot);
    }
    await Promise.all(unloaded.map((slot) => slot.replace(undefined)));
  }

  /** Unloads a version that nobody has asked for long, and what did not fit while all of it was asked at once. */
  async tidy(slot: ServingSlot, now = performance.now()): Promise<void> {
    if (!slot.isOnDemand) return;
    if (slot.isIdle && now - slot.usedAt > IDLE_MILLISECONDS) await slot.replace(undefined);
    await this.makeRoom();
  }
}
