import { z } from 'zod';

export const hyperparameters = z.strictObject({
  inputs: z.enum(['text', 'image', 'fusion']).default('fusion'), // what is looked at: to compare either alone with both
  fusion: z.enum(['late', 'early']).default('late'),
  textBranch: z.enum(['ngrams', 'lstm', 'sentence', 'ngrams+lstm', 'ngrams+sentence']).default('ngrams+sentence'),
  folds: z.number().int().min(0).max(20).default(5), // the test split has seven dozen products: its figure alone says little
  epochs: z.number().int().min(1).max(500).default(30),
  patience: z.number().int().min(1).default(5),
  batchSize: z.number().int().min(8).max(1024).default(32),
  learningRate: z.number().positive().max(1).default(0.001),
  lstmUnits: z.number().int().min(1).max(512).default(64),
  hiddenUnits: z.number().int().min(0).max(4096).default(0),
  minimumTexts: z.number().int().min(1).default(2),
  imageL2: z.number().min(0).default(0.003),
  sentenceL2: z.number().min(0).default(0.001),
  ngramL2: z.number().min(0).default(0.0005),
});
export type Hyperparameters = z.infer<typeof hyperparameters>;
