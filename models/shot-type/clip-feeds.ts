import { CLIP_SHAPE } from '../clip.js';
import type { LabelVocabulary } from '../labels.js';
import type { Feeds } from '../model-family.js';
import { MOTION_FEATURES, motionFeatures } from './motion-features.js';

export const SCALES = ['ECS', 'CS', 'MS', 'FS', 'LS'] as const; // from extreme close-up to long shot
export const MOVEMENTS = ['static', 'motion', 'push', 'pull'] as const;

/**
 * What a version is fed of a clip: as much as the heads that it has look at.
 * @param clip uint8 [8,224,224,3]
 */
export function clipFeeds(clip: Uint8Array, { labels }: LabelVocabulary): Feeds {
  const heads = new Set(labels.map(({ head }) => head));
  const feeds: Record<string, Feeds[string]> = {};
  if (heads.has('scale')) feeds.frames = { dtype: 'uint8', shape: CLIP_SHAPE, data: clip };
  if (heads.has('movement')) {
    feeds.motion = { dtype: 'float32', shape: [MOTION_FEATURES], data: motionFeatures(clip) };
  }
  return feeds;
}
