import { buildBranches, serveBranches } from '../../training/branches.js';
import type { Network } from '../../training/network.js';
import type { Hyperparameters } from './hyperparameters.js';

export const network: Network<Hyperparameters> = {
  encoder: { kind: 'image', field: 'image', input: 'image' },
  isCalibrated: true,
  fitVocabulary: () => ({}),
  phases: ({ l2, ...schedule }) => [
    {
      name: 'head',
      features: { image: { kind: 'embedding' } },
      ...schedule,
      // a logistic regression: with so little data it beats anything deeper
      build: ({ embeddingSize: width, labelCount, seed }) =>
        buildBranches([{ name: 'poster', input: 'image', width, hiddenUnits: 0, l2 }], labelCount, seed),
    },
  ],
  serve: ({ trained, standardisation, calibration }) =>
    serveBranches({
      branches: [{ name: 'poster', input: 'image' }],
      trained,
      standardisations: { image: standardisation },
      calibration,
    }),
};
