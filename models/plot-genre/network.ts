import { buildBranches, serveBranches } from '../../training/branches.js';
import type { Network } from '../../training/network.js';
import type { PlotVocabulary } from './family.js';
import { fitNgrams, ngramEncoder } from './ngrams.js';
import type { Hyperparameters } from './hyperparameters.js';

/** What a text says as a whole, and which words it says it with: averaged, they beat either alone. */
const SENTENCE = { name: 'sentence_branch', input: 'sentence' };
const NGRAMS = { name: 'ngram_branch', input: 'ngrams' };

export const network: Network<Hyperparameters, PlotVocabulary> = {
  encoder: { kind: 'text', field: 'plot', input: 'sentence' },
  isCalibrated: false,
  fitVocabulary: ({ texts, tokenizer }, { minimumTexts }) => ({ tokenizer, ngrams: fitNgrams(texts, minimumTexts) }),
  phases: ({ minimumTexts: _, hiddenUnits, sentenceL2, ngramL2, ...schedule }, { ngrams }) => [
    {
      name: 'heads',
      features: {
        sentence: { kind: 'embedding' },
        ngrams: { kind: 'sparse', width: ngrams.terms.length, row: ngramEncoder(ngrams) },
      },
      ...schedule,
      build: ({ embeddingSize, labelCount, seed }) =>
        buildBranches(
          [
            { ...SENTENCE, width: embeddingSize, hiddenUnits, l2: sentenceL2 },
            { ...NGRAMS, width: ngrams.terms.length, hiddenUnits: 0, l2: ngramL2 },
          ],
          labelCount,
          seed,
        ),
    },
  ],
  serve: ({ trained, standardisation }) =>
    serveBranches({
      branches: [SENTENCE, NGRAMS],
      trained,
      standardisations: { sentence: standardisation },
      embedding: 'sentence',
    }),
};
