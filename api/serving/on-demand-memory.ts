import type { ServingSlot } from './serving-slot.js';
import type { ServingSlots } from './serving-slots.js';

const IDLE_MILLISECONDS = 15 * 60_000; // people who come back within a quarter of an hour need not wait again

/** Sees to it that versions which were loaded on demand do not take more memory than they may, nor for nobody. */
export class OnDemandMemory {
  constructor(
    private readonly slots: ServingSlots,
    private readonly budgetBytes: number,
  ) {}

  /** Unloads those that were not asked for longest, and that nobody asks now, until the rest fits. `kept` stays in any case. */
  async makeRoom(kept: ServingSlot): Promise<void> {
    const onDemand = this.slots.all().filter(({ isOnDemand }) => isOnDemand);
    const idle = onDemand.filter((slot) => slot !== kept && slot.isIdle).sort((a, b) => a.usedAt - b.usedAt);
    let taken = onDemand.reduce((sum, { memoryBytes }) => sum + memoryBytes, 0);
    const unloaded: ServingSlot[] = [];
    for (const slot of idle) {
      if (taken <= this.budgetBytes) break;
      taken -= slot.memoryBytes;
      unloaded.push(slot);
    }
    await Promise.all(unloaded.map((slot) => slot.replace(undefined)));
  }

  /** Unloads a version that nobody has asked for long. */
  async tidy(slot: ServingSlot, now = performance.now()): Promise<void> {
    if (slot.isOnDemand && slot.isIdle && now - slot.usedAt > IDLE_MILLISECONDS) await slot.replace(undefined);
  }
}
