import { z } from 'zod';
import { buildBranches, serveBranches } from '../../training/branches.js';
import type { Network } from '../../training/network.js';

const hyperparameters = z.strictObject({
  epochs: z.number().int().min(1).max(500).default(30), // validation settles after about ten
  patience: z.number().int().min(1).default(5),
  batchSize: z.number().int().min(8).max(1024).default(64),
  learningRate: z.number().positive().max(1).default(0.001),
  l2: z.number().min(0).default(0.001), // a logistic regression on 1,280 features separates any training set without it
});
type Hyperparameters = z.infer<typeof hyperparameters>;

export const network: Network<Hyperparameters> = {
  hyperparameters,
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
