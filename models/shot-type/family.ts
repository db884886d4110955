import { decodeClip } from '../clip.js';
import { MAX_IMAGE_BYTES } from '../image.js';
import { LabelVocabularySchema, decodeLabels } from '../labels.js';
import type { LabelVocabulary } from '../labels.js';
import type { ModelFamily } from '../model-family.js';
import { MOVEMENTS, SCALES, clipFeeds } from './clip-feeds.js';
import { hyperparameters } from './hyperparameters.js';

export const family: ModelFamily<LabelVocabulary> = {
  name: 'shot-type',
  title: 'Type of a shot',
  subject: 'Shots',
  summary: 'Looks at eight frames of a shot and says how near the camera is and how it moves.',
  card: {
    use: 'Describing footage shot by shot, for editors, archives and people who learn how films are made.',
    data: 'Film frames labelled with how near the camera is. The camera movements are synthetic: every frame was turned into clips by a made-up camera that pans, tilts, zooms or stands still in a shaking hand.',
    limits: [
      'It learned movements from stills alone: parallax, which tells a camera that drives from a lens that zooms, it has never seen, so both are called push or pull.',
      'Nothing says which frames are of one film, so its figures for scale may be a little better than on films it has never seen.',
      'A shot that goes from near to far gets one scale for all of it.',
      'Frames without anything to see (fog, night, a blank wall) count as static.',
    ],
  },
  input: { clip: { kind: 'image', title: 'Film frame, or a GIF or WebP that moves', maxBytes: MAX_IMAGE_BYTES } },
  task: 'multi-class',
  headline: 'accuracy',
  heads: { scale: SCALES, movement: MOVEMENTS },
  recommends: false,
  labelsShots: true,
  loading: 'on-demand',
  hyperparameters,
  vocabulary: LabelVocabularySchema,
  open: (vocabulary) => ({
    encode: async ({ clip }) => clipFeeds(await decodeClip(clip as Uint8Array, 'clip'), vocabulary),
    decode: (outputs) => decodeLabels(vocabulary, outputs),
  }),
};
