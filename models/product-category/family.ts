import { z } from 'zod';
import { IMAGE_SIZE, MAX_IMAGE_BYTES, decodeImage } from '../image.js';
import { LabelVocabularySchema, decodeLabels } from '../labels.js';
import type { Feeds, ModelFamily } from '../model-family.js';
import { NgramVocabularySchema, ngramEncoder } from '../ngrams.js';
import { openSentenceTokenizer } from '../sentence-tokens.js';
import { densify } from '../sparse-row.js';
import { readText } from '../text.js';
import { hyperparameters } from './hyperparameters.js';
import { productText } from './product-text.js';

export const ProductVocabularySchema = LabelVocabularySchema.extend({
  /** Of the sentence encoder; a version that does not read sentences has none. */
  tokenizer: z.record(z.string(), z.unknown()).optional(),
  ngrams: NgramVocabularySchema.optional(),
  readsImage: z.boolean(),
});
export type ProductVocabulary = z.infer<typeof ProductVocabularySchema>;

export const NAME = { kind: 'text', title: 'Product name', minCharacters: 2, maxCharacters: 500 } as const;
export const DESCRIPTION = { kind: 'text', title: 'Description', minCharacters: 0, maxCharacters: 20_000 } as const;

export const family: ModelFamily<ProductVocabulary> = {
  name: 'product-category',
  title: 'Category of a product',
  subject: 'Products',
  summary: 'Reads a shop product’s name and description, looks at its picture, and says where in the shop it belongs.',
  card: {
    use: 'Suggesting where in a shop a product belongs, to a person who lists it or to an import that sorts thousands.',
    data: 'Products of one shop: name, description and picture, each with the category that the shop put it into.',
    limits: [
      'It knows the categories it was shown and always answers with one of them, also for a product that belongs nowhere.',
      'It was trained on one shop: another shop’s names, languages and pictures need a retraining.',
      'Sellers write the texts: a word that only one category’s sellers use may count for more than the product itself.',
    ],
  },
  input: {
    name: NAME,
    description: DESCRIPTION,
    image: { kind: 'image', title: 'Picture', maxBytes: MAX_IMAGE_BYTES },
  },
  task: 'multi-class',
  headline: 'accuracy',
  recommends: false,
  loading: 'on-demand',
  hyperparameters,
  vocabulary: ProductVocabularySchema,
  open: (vocabulary) => {
    const encodeText = textEncoder(vocabulary);
    return {
      async encode({ name, description, image }) {
        const texts = {
          name: readText(name as string, 'name', NAME),
          description: readText(description as string, 'description', DESCRIPTION),
        };
        const feeds = encodeText(productText(texts));
        const data = await decodeImage(image as Uint8Array, 'image'); // refused even where the version does not look at it
        return vocabulary.readsImage
          ? { ...feeds, image: { dtype: 'uint8', shape: [IMAGE_SIZE, IMAGE_SIZE, 3], data } }
          : feeds;
      },
      decode: (outputs) => decodeLabels(vocabulary, outputs),
    };
  },
};

/** What of a text the version's graph is fed: tokens, words, both or nothing. */
function textEncoder({ tokenizer, ngrams }: ProductVocabulary): (text: string) => Feeds {
  const tokenise = tokenizer && openSentenceTokenizer(tokenizer);
  const encodeNgrams = ngrams && ngramEncoder(ngrams);
  return (text) => {
    const feeds: Record<string, Feeds[string]> = {};
    if (tokenise) {
      const ids = tokenise(text);
      feeds.input_ids = { dtype: 'int64', shape: [ids.length], data: ids };
      feeds.attention_mask = { dtype: 'int64', shape: [ids.length], data: new BigInt64Array(ids.length).fill(1n) };
    }
    if (encodeNgrams) {
      const width = ngrams.terms.length;
      feeds.ngrams = { dtype: 'float32', shape: [width], data: densify(encodeNgrams(text), width) };
    }
    return feeds;
  };
}
