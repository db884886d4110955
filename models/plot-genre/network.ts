import { z } from 'zod';
import { buildBranches, serveBranches } from '../../training/branches.js';
import type { Network } from '../../training/network.js';
import type { PlotVocabulary } from './family.js';
import { fitNgrams, ngramEncoder } from './ngrams.js';

const hyperparameters = z.strictObject({
  epochs: z.number().int().min(1).max(500).default(30), // with few texts; with ten thousand, patience ends it after the tenth
  patience: z.number().int().min(1).default(3),
  // Four times 64 takes less than half the time: Adam touches every weight once a batch. Validation sees no difference.
  batchSize: z.number().int().min(8).max(1024).default(256),
  learningRate: z.number().positive().max(1).default(0.002),
  minimumTexts: z.number().int().min(1).default(5), // rarer terms double the weights for 0.003 of macro-AUC
  hiddenUnits: z.number().int().min(0).max(4096).default(256),
  sentenceL2: z.number().min(0).default(0.001), // ten times less overfits in the second epoch, three times more underfits
  ngramL2: z.number().min(0).default(0.0005), // best of 0.0005, 0.001, 0.002 and 0.003 on validation
});
type Hyperparameters = z.infer<typeof hyperparameters>;

/** What a text says as a whole, and which words it says it with: averaged, they beat either alone. */
const SENTENCE = { name: 'sentence_branch', input: 'sentence' };
const NGRAMS = { name: 'ngram_branch', input: 'ngrams' };

export const network: Network<Hyperparameters, PlotVocabulary> = {
  hyperparameters,
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
