import { IMAGE_SIZE, MAX_IMAGE_BYTES, decodeImage } from '../image.js';
import { LabelVocabularySchema, decodeLabels } from '../labels.js';
import type { LabelVocabulary } from '../labels.js';
import type { ModelFamily } from '../model-family.js';
import { hyperparameters } from './hyperparameters.js';

export const family: ModelFamily<LabelVocabulary> = {
  name: 'poster-check',
  title: 'Is this a movie poster?',
  subject: 'Movies',
  summary: 'Looks at an image and says how likely it is to be a movie poster.',
  card: {
    use: 'Telling movie posters from other pictures before they are asked for genres or put into a catalogue.',
    data: 'Posters of the catalogue against photos, film frames, clothes and shop products.',
    limits: [
      'It knows the kinds of pictures that it was shown; others (comics, book covers, screenshots) it may take for posters.',
      'It does not read: a photo of a poster on a wall may count as one.',
    ],
  },
  input: { image: { kind: 'image', title: 'Image', maxBytes: MAX_IMAGE_BYTES } },
  task: 'binary',
  headline: 'balancedAccuracy',
  recommends: false,
  hyperparameters,
  vocabulary: LabelVocabularySchema,
  open: (vocabulary) => ({
    async encode({ image }) {
      const data = await decodeImage(image as Uint8Array, 'image');
      return { image: { dtype: 'uint8', shape: [IMAGE_SIZE, IMAGE_SIZE, 3], data } };
    },
    decode: (outputs) => decodeLabels(vocabulary, outputs),
  }),
};
