import { buildBranches, serveBranches } from '../../training/branches.js';
import type { Network } from '../../training/network.js';
import type { Hyperparameters } from './hyperparameters.js';

const POSTER = { name: 'poster', inputs: ['image'] };

export const network: Network<Hyperparameters> = {
  encoders: () => ({ image: { kind: 'image', field: 'image' } }),
  isCalibrated: true,
  fitVocabulary: () => ({}),
  phases: ({ l2, ...schedule }) => [
    {
      name: 'head',
      features: { image: { kind: 'embedding' } },
      ...schedule,
      // a logistic regression: with so little data it beats anything deeper
      build: ({ embeddingSizes: { image }, labelCount, seed }) =>
        buildBranches([{ ...POSTER, hiddenUnits: 0, l2 }], { image: [image!] }, labelCount, seed),
    },
  ],
  serve: (scope) => serveBranches({ ...scope, branches: [POSTER] }),
};
