import { z } from 'zod';

export const hyperparameters = z.strictObject({
  // one network for both questions, or one that is asked only one of them
  heads: z.enum(['both', 'scale', 'movement']).default('both'),
  // how often each still to learn from is filmed, each time with another movement
  takes: z.number().int().min(1).max(12).default(2), // of three the third gains nothing on validation, and costs a third of the time
  folds: z.number().int().min(0).max(20).default(5), // the test split has some dozens of each scale: its figure alone says little
  epochs: z.number().int().min(1).max(500).default(40),
  patience: z.number().int().min(1).default(8),
  batchSize: z.number().int().min(8).max(1024).default(64),
  learningRate: z.number().positive().max(1).default(0.001),
  l2: z.number().min(0).default(0.2), // of the scale: a thousand stills, without it they are learned by heart
  scaleUnits: z.number().int().min(0).max(2048).default(0), // 0 is a logistic regression on the backbone's features
  movementUnits: z.number().int().min(0).max(1024).default(48),
});
export type Hyperparameters = z.infer<typeof hyperparameters>;
