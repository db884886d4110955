import { IMAGE_SIZE, MAX_IMAGE_BYTES, decodeImage } from '../image.js';
import { LabelVocabularySchema, decodeLabels } from '../labels.js';
import type { LabelVocabulary } from '../labels.js';
import type { ModelFamily } from '../model-family.js';
import { hyperparameters } from './hyperparameters.js';

export const family: ModelFamily<LabelVocabulary> = {
  name: 'image-class',
  title: 'What is on the picture?',
  subject: 'Pictures',
  summary: 'Looks at a picture and says which of the classes it was shown it belongs to.',
  card: {
    use: 'Sorting pictures into classes of one’s own: a folder of pictures for each class is all it needs.',
    data: 'The folders of pictures that the hyperparameter `dataset` names; each folder’s name is a class.',
    limits: [
      'It always answers with one of its classes, also for a picture that belongs to none of them.',
      'Pictures are squashed to a square: what is told apart by its proportions alone is hard for it.',
      'It knows the look of the pictures it was shown: product photos and snapshots may be worlds apart.',
    ],
  },
  input: { image: { kind: 'image', title: 'Picture', maxBytes: MAX_IMAGE_BYTES } },
  task: 'multi-class',
  headline: 'accuracy',
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
