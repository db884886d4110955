import { IMAGE_SIZE, MAX_IMAGE_BYTES, decodeImage } from '../image.js';
import { LabelVocabularySchema, decodeLabels } from '../labels.js';
import type { LabelVocabulary } from '../labels.js';
import type { ModelFamily } from '../model-family.js';
import { hyperparameters } from './hyperparameters.js';

export const family: ModelFamily<LabelVocabulary> = {
  name: 'poster-genre',
  title: 'Genres from a poster',
  subject: 'Movies',
  summary: 'Looks at a movie poster, names the genres it promises, and finds movies whose posters look alike.',
  card: {
    use: 'Sorting and tagging movies by what their posters promise, and finding posters that look alike.',
    data: 'Posters of the catalogue, each with the genres that the catalogue gives its movie.',
    limits: [
      'A poster is an advertisement: it shows what sells, not what the movie is.',
      'It looks at a square of 224 pixels: small print and faces far away are lost.',
      'Genres with few posters are left out; the scorecard names them.',
      'A picture that is no poster gets genres all the same, with a notice where poster-check is served.',
    ],
  },
  input: { image: { kind: 'image', title: 'Poster', maxBytes: MAX_IMAGE_BYTES } },
  task: 'multi-label',
  headline: 'macroAuc',
  recommends: true,
  screening: {
    family: 'poster-check',
    notice(prediction) {
      const [poster] = prediction.labels;
      if (!poster || poster.isPredicted) return undefined;
      const percent = Math.round(poster.probability * 100);
      const message = `This does not look like a movie poster (${percent} % likely to be one), so its genres mean little.`;
      return { code: 'NOT_A_POSTER', message };
    },
  },
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
