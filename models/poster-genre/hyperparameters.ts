import { z } from 'zod';

export const hyperparameters = z.strictObject({
  epochs: z.number().int().min(1).max(500).default(40), // with few posters; with three thousand, patience ends it after the twelfth
  patience: z.number().int().min(1).default(3),
  batchSize: z.number().int().min(8).max(1024).default(256), // half the time of 64, and validation sees no difference
  learningRate: z.number().positive().max(1).default(0.0006),
  hiddenUnits: z.number().int().min(1).max(4096).default(512),
  l2: z.number().min(0).default(0.01), // ten times less overfits from the fourth epoch on and loses 0.012 of macro-AUC
  // How many of the backbone's 16 blocks are trained further, once the head is good. Two for one epoch raise macro-AUC on
  // validation from 0.780 to 0.787, but take longer than all the rest and need native TensorFlow: so none, unless asked.
  // At most 4: what goes into an earlier block is more than twice as large.
  unfrozenBlocks: z.number().int().min(0).max(4).default(0),
  fineTuningEpochs: z.number().int().min(1).max(100).default(1),
  fineTuningLearningRate: z.number().positive().max(0.01).default(0.00003), // small: it shall refine, not relearn
});
export type Hyperparameters = z.infer<typeof hyperparameters>;
