import { z } from 'zod';

export const hyperparameters = z
  .strictObject({
    // A folder of the data folder: one folder of pictures for each class, or such folders in train/, val/ and test/.
    dataset: z
      .string()
      .regex(/^[\w-][\w.-]*(\/[\w-][\w.-]*)*$/, 'expected a folder within the data folder')
      .default('clothing'),
    backbone: z.enum(['efficientnet-lite0', 'mobilenet-v2-1.0', 'mobilenet-v2-0.35']).default('efficientnet-lite0'),
    // Pixels a side of the square that a picture is laid on, its proportions kept: squashed ones cost three points of accuracy.
    canvas: z.number().int().min(64).max(448).multipleOf(32).default(320),
    // The backbone looks at the picture and at its mirror image, for twice the time.
    bothWays: z.boolean().default(true),
    // How training pictures are looked at once more: mirrored, or also from closer, which is worth a point of accuracy.
    augmentation: z.enum(['none', 'mirror', 'zoom']).default('zoom'),
    head: z.enum(['dense', 'hybrid']).default('dense'),
    folds: z.number().int().min(0).max(20).default(0), // cross-validation beside a retraining; experiments do their own
    epochs: z.number().int().min(1).max(500).default(40),
    patience: z.number().int().min(1).default(8),
    batchSize: z.number().int().min(8).max(1024).default(32),
    learningRate: z.number().positive().max(1).default(0.001),
    l2: z.number().min(0).default(0.15), // of the dense head: fifty times less loses two points of accuracy
    units: z.number().int().min(16).max(512).multipleOf(8).default(128), // of every token in the hybrid head
    dropout: z.number().min(0).max(0.9).default(0.3), // of the hybrid head
    fineTunedBlocks: z.number().int().min(0).max(4).default(0), // the backbone's last ones, trained further once the head is good
    fineTuningEpochs: z.number().int().min(1).max(100).default(5),
    fineTuningLearningRate: z.number().positive().max(0.01).default(0.0001), // small: it shall refine, not relearn
  })
  .refine(({ head, fineTunedBlocks }) => head === 'dense' || fineTunedBlocks === 0, {
    path: ['fineTunedBlocks'],
    message: 'only a backbone beneath the dense head is trained further',
  });
export type Hyperparameters = z.infer<typeof hyperparameters>;
