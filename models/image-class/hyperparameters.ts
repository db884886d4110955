import { z } from 'zod';

export const hyperparameters = z.strictObject({
  // A folder of the data folder: one folder of pictures for each class, or such folders in train/, val/ and test/.
  dataset: z
    .string()
    .regex(
      /^[A-Za-z0-9_-][A-Za-z0-9._-]*(\/[A-Za-z0-9_-][A-Za-z0-9._-]*)*$/,
      'expected a folder within the data folder',
    )
    .default('clothing'),
  backbone: z.enum(['efficientnet-lite0', 'mobilenet-v2-1.0', 'mobilenet-v2-0.35']).default('efficientnet-lite0'),
  head: z.enum(['dense']).default('dense'),
  folds: z.number().int().min(0).max(20).default(0), // cross-validation beside a retraining; experiments do their own
  epochs: z.number().int().min(1).max(500).default(60),
  patience: z.number().int().min(1).default(10),
  batchSize: z.number().int().min(8).max(1024).default(32),
  learningRate: z.number().positive().max(1).default(0.001),
  hiddenUnits: z.number().int().min(0).max(4096).default(0), // with a few dozen pictures a class, anything deeper overfits
  l2: z.number().min(0).default(0.003),
  fineTunedBlocks: z.number().int().min(0).max(8).default(0), // the backbone's last ones, trained further once the head is good
  fineTuningEpochs: z.number().int().min(1).max(100).default(6),
  fineTuningLearningRate: z.number().positive().max(0.01).default(0.0001), // small: it shall refine, not relearn
});
export type Hyperparameters = z.infer<typeof hyperparameters>;
