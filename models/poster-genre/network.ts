import { z } from 'zod';
import { buildBranches, serveBranches } from '../../training/branches.js';
import type { Network } from '../../training/network.js';

const hyperparameters = z.strictObject({
  epochs: z.number().int().min(1).max(500).default(40),
  patience: z.number().int().min(1).default(6),
  batchSize: z.number().int().min(8).max(1024).default(64),
  learningRate: z.number().positive().max(1).default(0.0005),
  hiddenUnits: z.number().int().min(0).max(4096).default(256),
  l2: z.number().min(0).default(0.001),
});
type Hyperparameters = z.infer<typeof hyperparameters>;

export const network: Network<Hyperparameters> = {
  hyperparameters,
  encoder: { kind: 'image', field: 'image', input: 'image' },
  isCalibrated: false,
  fitVocabulary: () => ({}),
  phases: ({ hiddenUnits, l2, ...schedule }) => [
    {
      name: 'head',
      features: { image: { kind: 'embedding' } },
      ...schedule,
      build: ({ embeddingSize: width, labelCount, seed }) =>
        buildBranches([{ name: 'genres', input: 'image', width, hiddenUnits, l2 }], labelCount, seed),
    },
  ],
  serve: ({ trained, standardisation }) =>
    serveBranches({
      branches: [{ name: 'genres', input: 'image' }],
      trained,
      standardisations: { image: standardisation },
      embedding: 'image',
    }),
};
