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
  /** Why the champion is not the one that answers, for people. */
  problem: string | null = null;

  constructor(readonly family: string) {}

  get version(): string | null {
    return this.tenant?.predictor.version ?? null;
  }

  /**
   * Asks the version that answers now; it stays until `ask` is done.
   * @throws NoChampionError when nothing is served
   */
  async use<Result>(ask: (predictor: Predictor) => Promise<Result>): Promise<Result> {
    const { tenant } = this;
    if (!tenant) throw new NoChampionError(this.family);
    tenant.callers += 1;
    try {
      return await ask(tenant.predictor);
    } finally {
      tenant.callers -= 1;
      if (tenant.callers === 0) tenant.whenIdle?.();
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
