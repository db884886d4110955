import { z } from 'zod';
import { IMAGE_SIZE, MAX_IMAGE_BYTES } from '../image.js';
import { LabelVocabularySchema, decodeLabels } from '../labels.js';
import { letterbox } from '../letterbox.js';
import type { ModelFamily } from '../model-family.js';
import { hyperparameters } from './hyperparameters.js';

export const ImageClassVocabularySchema = LabelVocabularySchema.extend({
  /** Pixels a side of what the network looks at. */
  canvas: z.number().int().default(IMAGE_SIZE),
});
export type ImageClassVocabulary = z.infer<typeof ImageClassVocabularySchema>;

export const family: ModelFamily<ImageClassVocabulary> = {
  name: 'image-class',
  title: 'What is on the picture?',
  subject: 'Pictures',
  summary: 'Looks at a picture and says which of the classes it was shown it belongs to.',
  card: {
    use: 'Sorting pictures into classes of one’s own: a folder of pictures for each class is all it needs.',
    data: 'The folders of pictures that the hyperparameter `dataset` names; each folder’s name is a class.',
    limits: [
      'It always answers with one of its classes, also for a picture that belongs to none of them.',
      'It knows the look of the pictures it was shown: product photos and snapshots may be worlds apart.',
    ],
  },
  input: { image: { kind: 'image', title: 'Picture', maxBytes: MAX_IMAGE_BYTES } },
  task: 'multi-class',
  headline: 'accuracy',
  recommends: false,
  loading: 'on-demand',
  hyperparameters,
  vocabulary: ImageClassVocabularySchema,
  open: (vocabulary) => ({
    async encode({ image }) {
      const { canvas } = vocabulary;
      const { pixels } = await letterbox(image as Uint8Array, 'image', canvas);
      return { image: { dtype: 'uint8', shape: [canvas, canvas, 3], data: pixels } };
    },
    decode: (outputs) => decodeLabels(vocabulary, outputs),
  }),
};
