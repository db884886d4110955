import { z } from 'zod';
import type { ArtifactStore } from './artifact-store.js';
import { ArtifactNotFoundError } from './errors.js';

export const LEASE_MILLISECONDS = 60 * 60 * 1000; // what a process that was killed holds on to, at the longest

const LeaseSchema = z.object({ until: z.iso.datetime() });

/** What a process takes on a version while it serves it: one that somebody serves is not removed with its vectors. */
export class ServingLeases {
  constructor(
    private readonly store: ArtifactStore,
    private readonly now: () => number = Date.now,
  ) {}

  /** For an hour; to be done again before that is over. @param holder names the process, in one segment of a key */
  async hold(family: string, version: string, holder: string): Promise<void> {
    const until = new Date(this.now() + LEASE_MILLISECONDS).toISOString();
    await this.store.put(leaseKey(family, version, holder), new TextEncoder().encode(JSON.stringify({ until })));
  }

  async release(family: string, version: string, holder: string): Promise<void> {
    await this.store.delete(leaseKey(family, version, holder));
  }

  /** Whether anybody holds the version; removes what is over. */
  async isHeld(family: string, version: string): Promise<boolean> {
    for await (const { key } of this.store.list(leaseKey(family, version))) {
      if ((await this.endOf(key)) > this.now()) return true;
      await this.store.delete(key);
    }
    return false;
  }

  private async endOf(key: string): Promise<number> {
    try {
      const { bytes } = await this.store.get(key);
      return Date.parse(LeaseSchema.parse(JSON.parse(new TextDecoder().decode(bytes))).until);
    } catch (error) {
      if (error instanceof ArtifactNotFoundError || error instanceof SyntaxError || error instanceof z.ZodError)
        return 0;
      throw error;
    }
  }
}

function leaseKey(family: string, version: string, holder = ''): string {
  return `serving/${family}/${version}/${holder}`;
}
