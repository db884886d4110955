import { z } from 'zod';

/** Width of the layers and how many follow each other: as YOLOv5 scales S, M and L, by a half, three quarters and one. */
export const SIZES = {
  small: { width: 32, depth: 1 },
  medium: { width: 48, depth: 2 },
  large: { width: 64, depth: 3 },
} as const;
export type Size = keyof typeof SIZES;

export function hyperparametersOf(size: Size) {
  return z.strictObject({
    // a folder under detection/ of the data folder, in YOLO's format or COCO's
    dataset: z
      .string()
      .regex(/^[A-Za-z0-9][A-Za-z0-9_.-]*$/, 'expected the name of a folder')
      .default('raccoon'),
    epochs: z.number().int().min(1).max(300).default(6), // with the settling after them, eight gain nothing on validation
    patience: z.number().int().min(1).default(4),
    learningRate: z.number().positive().max(1).default(0.001),
    // with smaller steps the figures of an epoch no longer depend on its last batches
    settlingEpochs: z.number().int().min(0).max(100).default(2),
    settlingLearningRate: z.number().positive().max(1).default(0.0001),
    batchSize: z.number().int().min(1).max(128).default(16),
    width: z.number().int().min(8).max(512).default(SIZES[size].width),
    depth: z.number().int().min(1).max(8).default(SIZES[size].depth),
    dropout: z.number().min(0).max(0.9).default(0.1), // of the backbone's features: a few hundred pictures are soon known by heart
    l2: z.number().min(0).default(0.0001),
  });
}
export type Hyperparameters = z.infer<ReturnType<typeof hyperparametersOf>>;
