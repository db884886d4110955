import { buildBranches, serveBranches } from '../../training/branches.js';
import type { Network, Texts } from '../../training/network.js';
import type { SparseRow } from '../sparse-row.js';
import type { PlotVocabulary } from './family.js';
import { fitNgrams, ngramEncoder } from '../ngrams.js';
import type { NgramVocabulary } from '../ngrams.js';
import type { Hyperparameters } from './hyperparameters.js';

/** What a text says as a whole, and which words it says it with: averaged, they beat either alone. */
const SENTENCE = { name: 'sentence_branch', inputs: ['sentence'] };
const NGRAMS = { name: 'ngram_branch', inputs: ['ngrams'] };

export const network: Network<Hyperparameters, PlotVocabulary> = {
  encoders: () => ({ sentence: { kind: 'text', text: ({ plot = '' }) => plot } }),
  isCalibrated: false,
  fitVocabulary: ({ examples, tokenizer }, { minimumTexts }) => ({
    tokenizer,
    ngrams: fitNgrams(
      examples.map(({ plot = '' }) => plot),
      minimumTexts,
    ),
  }),
  phases: ({ minimumTexts: _, hiddenUnits, sentenceL2, ngramL2, ...schedule }, { ngrams }) => [
    {
      name: 'heads',
      features: {
        sentence: { kind: 'embedding' },
        ngrams: { kind: 'sparse', width: ngrams.terms.length, row: rowOf(ngrams) },
      },
      ...schedule,
      build: ({ embeddingSizes: { sentence }, labelCount, seed }) =>
        buildBranches(
          [
            { ...SENTENCE, hiddenUnits, l2: sentenceL2 },
            { ...NGRAMS, hiddenUnits: 0, l2: ngramL2 },
          ],
          { sentence: [sentence!], ngrams: [ngrams.terms.length] },
          labelCount,
          seed,
        ),
    },
  ],
  serve: (scope) => serveBranches({ ...scope, branches: [SENTENCE, NGRAMS], embedding: 'sentence' }),
};

function rowOf(ngrams: NgramVocabulary): (texts: Texts) => SparseRow {
  const encode = ngramEncoder(ngrams);
  return ({ plot = '' }) => encode(plot);
}
