import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable, Logger } from '@nestjs/common';
import type { OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import { CorruptVersionError } from '../../platform/errors.js';
import { ModelRegistry } from '../../platform/model-registry.js';
import type { ChampionPointer } from '../../platform/model-registry.js';
import { Metrics } from '../metrics/metrics.js';
import { VersionRefusedError } from './inference-thread.js';
import type { ServingSlot } from './serving-slot.js';
import { ServingSettings } from './serving-settings.js';
import { ServingSlots } from './serving-slots.js';
import { VersionLoader } from './version-loader.js';

const LONGEST_PAUSE_MILLISECONDS = 60_000;

/** What became of the last champion that was tried. */
interface Attempt {
  readonly etag: string;
  failures: number;
  /** When to try the same champion again; never for one that no retry mends. */
  retryAt: number;
}

/**
 * Looks for new champions and brings them into their slots. A version that cannot be loaded leaves the one before
 * where it is; the reason stands in the slot and in the metrics.
 */
@Injectable()
export class ModelWatcher implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('Models');
  private readonly attempts = new Map<ServingSlot, Attempt>();
  private readonly stopped = new AbortController();
  private watching: Promise<void>[] = [];

  constructor(
    private readonly slots: ServingSlots,
    private readonly registry: ModelRegistry,
    private readonly loader: VersionLoader,
    private readonly settings: ServingSettings,
    private readonly metrics: Metrics,
  ) {}

  onApplicationBootstrap(): void {
    this.watching = this.slots.all().map((slot) => this.watch(slot));
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopped.abort();
    await Promise.all(this.watching);
    await Promise.all(this.slots.all().map((slot) => slot.replace(undefined)));
  }

  private async watch(slot: ServingSlot): Promise<void> {
    const { signal } = this.stopped;
    while (!signal.aborted) {
      await this.look(slot);
      await sleep(this.settings.watchMilliseconds, undefined, { signal }).catch(() => undefined); // only stopping ends it early
    }
  }

  /** One look at a family's champion; when there is a new one, until it answers or is given up. Never throws. */
  async look(slot: ServingSlot): Promise<void> {
    try {
      const pointer = await this.registry.champion(slot.family);
      if (pointer) await this.follow(slot, pointer);
    } catch (error) {
      this.report(slot, `The champion cannot be read: ${messageOf(error)}`, 'champion');
    }
  }

  private async follow(slot: ServingSlot, { champion, etag }: ChampionPointer): Promise<void> {
    const { version } = champion;
    const attempt = this.attemptAt(slot, etag);
    if (version === slot.version) slot.problem = null;
    if (version === slot.version || Date.now() < attempt.retryAt) return;
    const startedAt = Date.now();
    try {
      const next = await this.loader.load(
        slot.family,
        version,
        slot.version === null ? 'nothing-served' : 'another-served',
      );
      if (this.stopped.signal.aborted) return await next.close();
      const drained = slot.replace(next);
      this.celebrate(slot, version, Date.now() - startedAt);
      await drained;
    } catch (error) {
      this.postpone(attempt, error);
      this.report(slot, `Version ${version} cannot be served: ${messageOf(error)}`, reasonOf(error));
    }
  }

  private attemptAt(slot: ServingSlot, etag: string): Attempt {
    const known = this.attempts.get(slot);
    const attempt = known?.etag === etag ? known : { etag, failures: 0, retryAt: 0 };
    this.attempts.set(slot, attempt);
    return attempt;
  }

  private postpone(attempt: Attempt, error: unknown): void {
    attempt.failures += 1;
    const pause = Math.min(LONGEST_PAUSE_MILLISECONDS, 1000 * 2 ** attempt.failures);
    attempt.retryAt = isFinal(error) ? Infinity : Date.now() + pause;
  }

  private celebrate(slot: ServingSlot, version: string, milliseconds: number): void {
    slot.problem = null;
    this.metrics.reloads.inc({ family: slot.family, outcome: 'served' });
    this.metrics.setServed(slot.family, version);
    this.logger.log(`${slot.family} is served by version ${version} (loaded in ${milliseconds} ms)`);
  }

  private report(slot: ServingSlot, problem: string, outcome: string): void {
    if (slot.problem !== problem) this.logger.error(`${slot.family}: ${problem}`);
    slot.problem = problem;
    this.metrics.reloads.inc({ family: slot.family, outcome });
  }
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
