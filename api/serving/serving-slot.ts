import { NoChampionError } from '../errors/api-errors.js';
import type { Predictor } from './predictor.js';

interface Tenant {
  readonly predictor: Predictor;
  callers: number;
  /** Set once another has taken the slot: called when the last caller has gone. */
  whenIdle?: () => void;
}

/**
 * The version of a family that answers now. Another replaces it in one step, and only when it is verified and warm;
 * the old one answers those who came before, and is closed after its last caller.
 */
export class ServingSlot {
  private tenant: Tenant | undefined;
  /** Those who wait for its version: it must not be unloaded under them before they ask. */
  private waiting = 0;
  /** Why the champion is not the one that answers, for people. */
  problem: string | null = null;
  /** Of a slot on demand: brings the champion in, if there is one that can be loaded. Set by whoever watches. Never throws. */
  wake: (() => Promise<void>) | undefined;
  /** When somebody asked last, by `performance.now()`. */
  usedAt = -Infinity;

  /** @param isOnDemand whether it stays empty until somebody asks, and may be emptied again when nobody does */
  constructor(
    readonly family: string,
    readonly isOnDemand = false,
  ) {}

  get version(): string | null {
    return this.tenant?.predictor.version ?? null;
  }

  /** The version that would answer a question now: of a slot on demand that sleeps the champion, unless it cannot be loaded. */
  answering(champion: string | null): string | null {
    return this.version ?? (this.isOnDemand && this.problem === null ? champion : null);
  }

  /** Bytes that the version takes, roughly; 0 when the slot is empty. */
  get memoryBytes(): number {
    return this.tenant?.predictor.memoryBytes ?? 0;
  }

  /** Whether there is a version, and nobody is asking it or about to. */
  get isIdle(): boolean {
    return this.tenant?.callers === 0 && this.waiting === 0;
  }

  /**
   * Asks the version that answers now; it stays until `ask` is done. On demand the first question waits until it is loaded.
   * @throws NoChampionError when nothing is served
   */
  async use<Result>(ask: (predictor: Predictor) => Promise<Result>): Promise<Result> {
    this.usedAt = performance.now();
    const tenant = await this.enter();
    try {
      return await ask(tenant.predictor);
    } finally {
      tenant.callers -= 1;
      this.usedAt = performance.now();
      if (tenant.callers === 0) tenant.whenIdle?.();
    }
  }

  private async enter(): Promise<Tenant> {
    this.waiting += 1;
    try {
      if (!this.tenant) await this.wake?.();
      const { tenant } = this;
      if (!tenant) throw new NoChampionError(this.family);
      tenant.callers += 1;
      return tenant;
    } finally {
      this.waiting -= 1;
    }
  }

  /** From now on `next` answers (or nothing). Settles when the old one has answered its last caller and is closed. */
  async replace(next: Predictor | undefined): Promise<void> {
    const old = this.tenant;
    this.tenant = next && { predictor: next, callers: 0 };
    if (!old) return;
    if (old.callers > 0) await new Promise<void>((resolve) => (old.whenIdle = resolve));
    await old.predictor.close();
  }
}
