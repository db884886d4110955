import { z } from 'zod';

export const hyperparameters = z.strictObject({
  epochs: z.number().int().min(1).max(500).default(30), // validation settles after about ten
  patience: z.number().int().min(1).default(5),
  batchSize: z.number().int().min(8).max(1024).default(64),
  learningRate: z.number().positive().max(1).default(0.001),
  l2: z.number().min(0).default(0.001), // a logistic regression on 1,280 features separates any training set without it
});
export type Hyperparameters = z.infer<typeof hyperparameters>;
