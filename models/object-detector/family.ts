import { BoxVocabularySchema, decodeObjects } from '../boxes.js';
import type { BoxVocabulary } from '../boxes.js';
import { MAX_IMAGE_BYTES } from '../image.js';
import { letterbox } from '../letterbox.js';
import type { FamilyCard, ModelFamily } from '../model-family.js';
import { SIZES, hyperparametersOf } from './hyperparameters.js';
import type { Size } from './hyperparameters.js';

const SUMMARIES: Readonly<Record<Size, string>> = {
  small: 'Finds objects on a picture and says where they are: the smallest of three, for when it has to be quick.',
  medium: 'Finds objects on a picture and says where they are: the middle one of three.',
  large: 'Finds objects on a picture and says where they are: the largest of three, for when boxes have to fit.',
};

const CARD: FamilyCard = {
  use: 'Finding the objects of a few classes on photos, as a start on pictures of one’s own; what it finds is to be looked at.',
  data: 'Pictures with a box around every object, in YOLO’s or COCO’s format: by default 200 photos of raccoons.',
  limits: [
    'It finds the classes that it was shown and nothing else, and takes look-alikes for them: a cat may well be a raccoon.',
    'Pictures are looked at 320 pixels large: objects of less than a twentieth of their picture are hardly found.',
    'Its backbone is not trained further, and its figures rest on some dozens of pictures: mind their intervals.',
  ],
};

/** Three sizes of one detector, each with versions of its own. */
export const families: readonly ModelFamily<BoxVocabulary>[] = (Object.keys(SIZES) as Size[]).map((size) => ({
  name: `object-detector-${size}`,
  title: `Objects on a picture (${size})`,
  subject: 'Objects',
  summary: SUMMARIES[size],
  card: CARD,
  input: { image: { kind: 'image', title: 'Picture', maxBytes: MAX_IMAGE_BYTES } },
  task: 'detection',
  headline: 'meanAp50To95',
  recommends: false,
  loading: 'on-demand',
  hyperparameters: hyperparametersOf(size),
  vocabulary: BoxVocabularySchema,
  open: (vocabulary) => ({
    async encode({ image }) {
      const { canvas } = vocabulary;
      const { pixels, frame, size: whole } = await letterbox(image as Uint8Array, 'image', canvas);
      const placed = [frame.left, frame.top, frame.width, frame.height, whole.width, whole.height];
      return {
        image: { dtype: 'uint8', shape: [canvas, canvas, 3], data: pixels },
        frame: { dtype: 'float32', shape: [placed.length], data: Float32Array.from(placed) },
      };
    },
    decode: (outputs) => decodeObjects(vocabulary, outputs),
  }),
}));
