import { z } from 'zod';
import { LabelVocabularySchema, decodeLabels } from '../labels.js';
import type { Feeds, ModelFamily } from '../model-family.js';
import { openSentenceTokenizer } from '../sentence-tokens.js';
import { densify } from '../sparse-row.js';
import { readText } from '../text.js';
import { NgramVocabularySchema, ngramEncoder } from '../ngrams.js';
import { hyperparameters } from './hyperparameters.js';

export const PlotVocabularySchema = LabelVocabularySchema.extend({
  /** The sentence encoder's tokenizer.json. */
  tokenizer: z.record(z.string(), z.unknown()),
  ngrams: NgramVocabularySchema,
});
export type PlotVocabulary = z.infer<typeof PlotVocabularySchema>;

export const PLOT = { kind: 'text', title: 'Plot', minCharacters: 10, maxCharacters: 5000 } as const;

export const family: ModelFamily<PlotVocabulary> = {
  name: 'plot-genre',
  title: 'Genres from a plot',
  subject: 'Movies',
  summary: 'Reads what a movie is about, names its genres, and finds movies that tell similar stories.',
  card: {
    use: 'Sorting and tagging movies by their plots, and finding movies that tell similar stories.',
    data: 'Plots of the catalogue and further ones without posters, with the genres of their source.',
    limits: [
      'It reads English; other languages give little more than chance.',
      'It reads the first 256 tokens of a plot.',
      'Sources disagree about genres, which caps what any model can reach.',
      'Genres with few plots are left out; the scorecard names them.',
    ],
  },
  input: { plot: PLOT },
  task: 'multi-label',
  headline: 'macroAuc',
  recommends: true,
  hyperparameters,
  vocabulary: PlotVocabularySchema,
  open: (vocabulary) => {
    const tokenise = openSentenceTokenizer(vocabulary.tokenizer);
    const encodeNgrams = ngramEncoder(vocabulary.ngrams);
    const width = vocabulary.ngrams.terms.length;
    const encode = (plot: string): Feeds => {
      const text = readText(plot, 'plot', PLOT);
      const ids = tokenise(text);
      return {
        input_ids: { dtype: 'int64', shape: [ids.length], data: ids },
        attention_mask: { dtype: 'int64', shape: [ids.length], data: new BigInt64Array(ids.length).fill(1n) },
        ngrams: { dtype: 'float32', shape: [width], data: densify(encodeNgrams(text), width) },
      };
    };
    return {
      encode: ({ plot }) => Promise.resolve(plot as string).then(encode),
      decode: (outputs) => decodeLabels(vocabulary, outputs),
    };
  },
};
