import { setTimeout as sleep } from 'node:timers/promises';
import { CorruptVersionError, PlatformError } from '../../platform/errors.js';
import type { ChampionPointer, ModelRegistry } from '../../platform/model-registry.js';
import type { Metrics } from '../metrics/metrics.js';
import { VersionRefusedError } from './inference-thread.js';
import { OnDemandMemory } from './on-demand-memory.js';
import type { ServingSlot } from './serving-slot.js';
import type { ServingSettings } from './serving-settings.js';
import type { ServingSlots } from './serving-slots.js';
import type { VersionLoader } from './version-loader.js';
import { WatcherLog } from './watcher-log.js';

const LONGEST_PAUSE_MILLISECONDS = 60_000;

/** What became of a version that was tried. */
interface Attempt {
  failures: number;
  /** When to try it again, by `performance.now()`, which nobody sets back; never for one that no retry mends. */
  retryAt: number;
}

/** Versions that were tried since the champion was moved last. */
interface Tries {
  readonly etag: string;
  readonly attempts: Map<string, Attempt>;
}

/**
 * Looks for new champions and brings them into their slots. A version that cannot be loaded leaves the one before
 * where it is, and after a restart the latest champion before it that can be loaded answers; the reason stands in the
 * slot and in the metrics.
 */
export class ModelWatcher {
  readonly log = new WatcherLog();
  private readonly waking = new Map<ServingSlot, Promise<void>>();
  private readonly tries = new Map<ServingSlot, Tries>();
  private readonly stopped = new AbortController();
  private readonly watching: Promise<void>[] = [];
  private begun: Promise<void> | undefined;

  constructor(
    private readonly slots: ServingSlots,
    private readonly registry: ModelRegistry,
    private readonly loader: VersionLoader,
    private readonly settings: ServingSettings,
    private readonly metrics: Metrics,
    private readonly memory = new OnDemandMemory(slots, settings.onDemandBytes),
  ) {
    for (const slot of slots.all()) if (slot.isOnDemand) slot.wake = () => this.wake(slot);
  }

  /**
   * Calling it again changes nothing.
   * @returns settles when every champion is on its way: read, and left to its threads
   */
  start(): Promise<void> {
    this.begun ??= Promise.all(this.slots.all().map((slot) => this.begin(slot))).then(() => undefined);
    return this.begun;
  }

  /** Ends every thread. */
  async stop(): Promise<void> {
    this.stopped.abort();
    await Promise.all(this.watching);
    await Promise.all(this.slots.all().map((slot) => slot.replace(undefined)));
  }

  private begin(slot: ServingSlot): Promise<void> {
    return new Promise((resolve) => this.watching.push(this.watch(slot, resolve)));
  }

  private async watch(slot: ServingSlot, onItsWay: () => void): Promise<void> {
    const { signal } = this.stopped;
    while (!signal.aborted) {
      await this.look(slot, onItsWay);
      await this.memory.tidy(slot);
      onItsWay(); // or there is no champion, or it cannot be read
      await sleep(this.settings.watchMilliseconds, undefined, { signal }).catch(() => undefined); // only stopping ends it early
    }
  }

  /** One look at a family's champion; when there is a new one, until it answers or is given up. Never throws. */
  async look(slot: ServingSlot, onItsWay?: () => void): Promise<void> {
    await this.lookThen(slot, async (pointer) => {
      if (slot.isOnDemand && slot.version === null) return; // until somebody asks; then that wakes it
      await this.follow(slot, pointer, onItsWay);
    });
  }

  private async lookThen(slot: ServingSlot, act: (pointer: ChampionPointer) => Promise<void>): Promise<void> {
    try {
      const pointer = await this.registry.champion(slot.family);
      if (pointer) await act(pointer);
    } catch (error) {
      this.report(slot, `The champion cannot be read: ${messageOf(error)}`, 'champion', error);
    }
  }

  /** Loads the champion since somebody asks. Those who ask meanwhile wait for the same one. Never throws. */
  private wake(slot: ServingSlot): Promise<void> {
    const begun = this.waking.get(slot);
    if (begun) return begun;
    const loaded = this.lookThen(slot, (pointer) => this.follow(slot, pointer));
    const waking = loaded.then(() => this.memory.makeRoom()).finally(() => this.waking.delete(slot));
    this.waking.set(slot, waking);
    return waking;
  }

  private async follow(slot: ServingSlot, pointer: ChampionPointer, onItsWay?: () => void): Promise<void> {
    const { champion, etag } = pointer;
    if (champion.version === slot.version) return void (slot.problem = null);
    const { attempts } = this.triesAt(slot, etag);
    await this.attempt(slot, champion.version, attempts, onItsWay);
    if (slot.version === null) await this.fallBack(slot, pointer, attempts, onItsWay);
  }

  /** A process that was started anew has no version from before in its slot: champions from before can be loaded again. */
  private async fallBack(
    slot: ServingSlot,
    { champion: { previousVersion }, earlierVersions = [] }: ChampionPointer,
    attempts: Map<string, Attempt>,
    onItsWay?: () => void,
  ): Promise<void> {
    const { problem } = slot; // stays the champion's
    for (const version of previousVersion === null ? [] : [previousVersion, ...earlierVersions]) {
      await this.attempt(slot, version, attempts, onItsWay);
      slot.problem = problem;
      if (slot.version !== null) return this.log.log(`${slot.family}: until the champion can be served, ${version} is`);
    }
  }

  /** Serves the version or says why not; does nothing before it is its turn again. */
  private async attempt(
    slot: ServingSlot,
    version: string,
    attempts: Map<string, Attempt>,
    onItsWay?: () => void,
  ): Promise<void> {
    const attempt = attempts.get(version) ?? { failures: 0, retryAt: -Infinity };
    attempts.set(version, attempt);
    const startedAt = performance.now();
    if (this.stopped.signal.aborted || startedAt < attempt.retryAt) return;
    try {
      const urgency = slot.version === null ? 'nothing-served' : 'another-served';
      const next = await this.loader.load(slot.family, version, urgency, onItsWay);
      if (this.stopped.signal.aborted) return await next.close();
      const drained = slot.replace(next);
      this.celebrate(slot, version, performance.now() - startedAt);
      await drained;
    } catch (error) {
      postpone(attempt, error);
      this.report(slot, `Version ${version} cannot be served: ${messageOf(error)}`, reasonOf(error), error);
    }
  }

  private triesAt(slot: ServingSlot, etag: string): Tries {
    const known = this.tries.get(slot);
    const tries = known?.etag === etag ? known : { etag, attempts: new Map<string, Attempt>() };
    this.tries.set(slot, tries);
    return tries;
  }

  private celebrate(slot: ServingSlot, version: string, milliseconds: number): void {
    slot.problem = null;
    this.metrics.reloads.inc({ family: slot.family, outcome: 'served' });
    this.metrics.setServed(slot.family, version);
    this.log.log(`${slot.family} is served by version ${version} (loaded in ${Math.round(milliseconds)} ms)`);
  }

  private report(slot: ServingSlot, problem: string, outcome: string, error: unknown): void {
    if (slot.problem !== problem) this.log.error(`${slot.family}: ${problem}`);
    slot.problem = problem;
    const code = error instanceof PlatformError ? error.code : 'INTERNAL_ERROR';
    this.metrics.reloads.inc({ family: slot.family, outcome, code });
  }
}

function postpone(attempt: Attempt, error: unknown): void {
  attempt.failures += 1;
  const pause = Math.min(LONGEST_PAUSE_MILLISECONDS, 1000 * 2 ** attempt.failures);
  attempt.retryAt = isFinal(error) ? Infinity : performance.now() + pause;
}

/** Whether another try with the same bytes would end the same way. */
function isFinal(error: unknown): boolean {
  return error instanceof VersionRefusedError || error instanceof CorruptVersionError;
}

function reasonOf(error: unknown): string {
  if (error instanceof VersionRefusedError) return 'refused';
  return error instanceof CorruptVersionError ? 'corrupt' : 'failed';
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
