import type { Champion } from './manifest.js';

/** What there is to tell of a champion that was moved. */
export interface PromotionAnnouncement {
  readonly family: string;
  readonly version: string;
  /** Who answered before; null for the first champion. */
  readonly previousVersion: string | null;
  /** The gate's sentence, or who promoted or rolled back. */
  readonly reason: string;
  /** When the champion moved, ISO 8601 in UTC. */
  readonly promotedAt: string;
}

export function announcementOf(family: string, champion: Champion): PromotionAnnouncement {
  const { version, previousVersion, reason, promotedAt } = champion;
  return { family, version, previousVersion, reason, promotedAt };
}
