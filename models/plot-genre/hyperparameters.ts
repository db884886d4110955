import { z } from 'zod';

export const hyperparameters = z.strictObject({
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
export type Hyperparameters = z.infer<typeof hyperparameters>;
