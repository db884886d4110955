import { z } from 'zod';
import { ProfileIdSchema, ProfileRecordSchema } from '../../platform/datasets/dataset-profile.js';
import type { ProfileProgress } from '../../workflows/profiling.js';
import { FamilyNameSchema, FamilyParametersSchema } from '../models/model.schema.js';

export const ProfileParametersSchema = FamilyParametersSchema.extend({ id: ProfileIdSchema });
export type ProfileParameters = z.infer<typeof ProfileParametersSchema>;

export const DatasetImageParametersSchema = z.object({
  hash: z.string().regex(/^[0-9a-f]{64}$/, 'expected a sha256'),
});
export type DatasetImageParameters = z.infer<typeof DatasetImageParametersSchema>;

export const ProfileRequestSchema = z.strictObject({
  family: FamilyNameSchema,
  /** What differs from the family's own settings, such as which dataset is read. */
  hyperparameters: z.record(z.string(), z.union([z.number(), z.string(), z.boolean()])).default({}),
});
export type ProfileRequest = z.infer<typeof ProfileRequestSchema>;

/** A dataset that a family reads, and whether somebody has looked at it. */
export const DatasetSummarySchema = z
  .object({
    family: z.string(),
    id: ProfileIdSchema,
    title: z.string(),
    hyperparameters: z.record(z.string(), z.unknown()),
    /** null until somebody has looked. */
    seenAt: z.string().nullable(),
    examples: z.number().int().nullable(),
    problem: z.string().nullable(),
  })
  .meta({ id: 'DatasetSummary' });
export type DatasetSummary = z.infer<typeof DatasetSummarySchema>;
export const DatasetsSchema = z.object({ datasets: z.array(DatasetSummarySchema) }).meta({ id: 'DatasetList' });

export const ProfileProgressSchema = z.object({ detail: z.string() }) satisfies z.ZodType<ProfileProgress>;

export const DatasetSchema = z
  .object({
    family: z.string(),
    id: ProfileIdSchema,
    /** What is being done, for people, while it is looked at; null while nobody looks. */
    progress: ProfileProgressSchema.nullable(),
    /** The last look; null until somebody has looked. */
    record: ProfileRecordSchema.nullable(),
  })
  .meta({ id: 'Dataset' });
export type Dataset = z.infer<typeof DatasetSchema>;
