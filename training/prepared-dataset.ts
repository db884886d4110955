import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { ArtifactStore } from '../platform/artifact-store.js';
import type { DatasetReference } from '../platform/manifest.js';

export const SPLITS = ['train', 'validation', 'test'] as const;
export type Split = (typeof SPLITS)[number];
/** In no split, since its labels are unknown: it is embedded only. */
export const UNLABELLED = 'unlabelled';

const FilmedSchema = z.object({ movement: z.string(), seed: z.number().int() });

const PreparedExampleSchema = z.object({
  id: z.string(),
  /** What it is about: examples of one identity share a split and a fold. Lists from before there were folds have none. */
  identity: z.string().optional(),
  split: z.enum([...SPLITS, UNLABELLED]),
  /** Where each field's value lies, and the sha256 of that value. */
  fields: z.record(
    z.string(),
    z.union([
      z.object({ file: z.string(), filmed: FilmedSchema.optional(), sha256: z.string() }),
      z.object({ text: z.string(), sha256: z.string() }),
    ]),
  ),
  target: z.array(z.string()),
  /** Detection: what is where, in fractions of the picture. */
  scene: z
    .object({
      width: z.number().int(),
      height: z.number().int(),
      objects: z.array(
        z.object({ label: z.string(), left: z.number(), top: z.number(), right: z.number(), bottom: z.number() }),
      ),
    })
    .optional(),
  kind: z.string().optional(),
});
export type PreparedExample = z.infer<typeof PreparedExampleSchema>;

/** A family's examples as one training run sees them: hashed, split, with the labels that have enough of them. */
export const PreparedDatasetSchema = z.object({
  family: z.string(),
  labels: z.array(z.string()),
  labelsLeftOut: z.array(z.object({ label: z.string(), examples: z.number().int() })),
  /** Examples that serving would refuse, and why. */
  examplesLeftOut: z.array(z.object({ id: z.string(), reason: z.string() })),
  examples: z.array(PreparedExampleSchema),
});
export type PreparedDataset = z.infer<typeof PreparedDatasetSchema>;

/** 80 % train, 10 % validation, 10 % test, decided by the identity alone: more data never moves an example. */
export function splitOf(identity: string): Split {
  const draw = createHash('sha256').update(identity).digest().readUInt32BE(0) / 2 ** 32;
  if (draw < 0.8) return 'train';
  return draw < 0.9 ? 'validation' : 'test';
}

/** @throws ArtifactNotFoundError */
export async function loadDataset(store: ArtifactStore, { key }: DatasetReference): Promise<PreparedDataset> {
  const { bytes } = await store.get(key);
  return PreparedDatasetSchema.parse(JSON.parse(new TextDecoder().decode(bytes)));
}

/** Indices of the split's examples. */
export function rowsOf({ examples }: PreparedDataset, split: Split): number[] {
  return examples.flatMap((example, row) => (example.split === split ? [row] : []));
}

/** 1 where an example has a label, [examples, labels]. */
export function truthOf({ examples, labels }: Pick<PreparedDataset, 'examples' | 'labels'>): Uint8Array {
  const truth = new Uint8Array(examples.length * labels.length);
  examples.forEach(({ target }, row) => {
    labels.forEach((label, column) => (truth[row * labels.length + column] = target.includes(label) ? 1 : 0));
  });
  return truth;
}
