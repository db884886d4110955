import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { ArtifactStore } from './artifact-store.js';
import { ArtifactNotFoundError } from './errors.js';
import { jsonBytes } from './json-bytes.js';

/** A lease that was not renewed for so long is over: its process was killed. */
export const LEASE_MILLISECONDS = 60 * 60 * 1000;

const SightingSchema = z.object({ etag: z.string(), at: z.number() });
type Sighting = z.infer<typeof SightingSchema>;

/**
 * What a process takes on a version while it serves it: one that somebody serves is not removed with its vectors. Whether
 * a lease is renewed is told by watching it, by the watcher's clock alone: those of two machines may differ by hours.
 */
export class ServingLeases {
  constructor(
    private readonly store: ArtifactStore,
    private readonly now: () => number = Date.now,
  ) {}

  /** To be done again well within the hour. @param holder names the process, in one segment of a key */
  async hold(family: string, version: string, holder: string): Promise<void> {
    await this.store.put(leaseKey(family, version, holder), jsonBytes(randomUUID())); // another etag each time
  }

  async release(family: string, version: string, holder: string): Promise<void> {
    await this.store.delete(leaseKey(family, version, holder));
  }

  /** Whether anybody holds the version; removes leases that were seen an hour ago and not renewed since. */
  async isHeld(family: string, version: string): Promise<boolean> {
    for await (const { key, etag } of this.store.list(leaseKey(family, version))) {
      const sightingKey = `serving-seen/${key}`;
      const before = await this.sighting(sightingKey);
      if (before?.etag !== etag)
        await this.store.put(sightingKey, jsonBytes({ etag, at: this.now() } satisfies Sighting));
      if (before?.etag !== etag || this.now() - before.at < LEASE_MILLISECONDS) return true;
      await this.store.delete(key);
      await this.store.delete(sightingKey);
    }
    return false;
  }

  private async sighting(key: string): Promise<Sighting | undefined> {
    try {
      const { bytes } = await this.store.get(key);
      return SightingSchema.parse(JSON.parse(new TextDecoder().decode(bytes)));
    } catch (error) {
      const isUnknown = [ArtifactNotFoundError, SyntaxError, z.ZodError].some((kind) => error instanceof kind);
      if (isUnknown) return undefined;
      throw error;
    }
  }
}

function leaseKey(family: string, version: string, holder = ''): string {
  return `serving/${family}/${version}/${holder}`;
}
