import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { LEASE_MILLISECONDS } from '../../platform/serving-leases.js';
import type { ServingLeases } from '../../platform/serving-leases.js';
import type { ServingSlots } from './serving-slots.js';
import type { WatcherLog } from './watcher-log.js';

const LOOK_MILLISECONDS = 5_000; // costs nothing while the same versions answer
const RENEWAL_MILLISECONDS = LEASE_MILLISECONDS / 6; // some tries may fail before a lease is over
const GOODBYE_MILLISECONDS = 2_000;

interface Held {
  readonly version: string;
  readonly renewedAt: number;
}

/** Holds the versions that this process serves, so that no retraining removes them and their vectors. */
export class LeaseKeeper {
  private readonly holder = randomUUID();
  private readonly held = new Map<string, Held>();
  private readonly problems = new Map<string, string>();
  private readonly stopped = new AbortController();
  private keeping = Promise.resolve();

  constructor(
    private readonly slots: ServingSlots,
    private readonly leases: ServingLeases,
    private readonly log: WatcherLog,
  ) {}

  start(): void {
    this.keeping = this.keep();
  }

  /** Lets go of everything, as far as the store can be reached within a moment. */
  async stop(): Promise<void> {
    this.stopped.abort();
    const letGo = this.keeping.then(() =>
      Promise.all([...this.held].map(([family, { version }]) => this.release(family, version))),
    );
    await Promise.race([letGo, sleep(GOODBYE_MILLISECONDS, undefined, { ref: false })]);
  }

  private async keep(): Promise<void> {
    const { signal } = this.stopped;
    while (!signal.aborted) {
      await this.look();
      await sleep(LOOK_MILLISECONDS, undefined, { signal }).catch(() => undefined); // only stopping ends it early
    }
  }

  /** Takes what is served since the last look, renews in time what still is, and lets go of the rest. Never throws. */
  async look(now = performance.now()): Promise<void> {
    for (const { family, version } of this.slots.all()) {
      const before = this.held.get(family);
      if (version === null || (before?.version === version && now - before.renewedAt < RENEWAL_MILLISECONDS)) continue;
      try {
        await this.leases.hold(family, version, this.holder);
        this.held.set(family, { version, renewedAt: now });
        this.problems.delete(family);
      } catch (error) {
        this.complain(family, `cannot say that ${version} is served: ${String(error)}`);
        continue;
      }
      if (before !== undefined && before.version !== version) await this.release(family, before.version);
    }
  }

  /** One that stays is over within the hour. */
  private async release(family: string, version: string): Promise<void> {
    await this.leases.release(family, version, this.holder).catch((error: unknown) => {
      this.complain(family, `cannot let go of ${version}: ${String(error)}`);
    });
  }

  /** Once, not at every look. */
  private complain(family: string, problem: string): void {
    if (this.problems.get(family) !== problem) this.log.error(`${family}: ${problem}`);
    this.problems.set(family, problem);
  }
}
