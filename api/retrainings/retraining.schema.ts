import { z } from 'zod';
import { DatasetReferenceSchema } from '../../platform/manifest.js';
import { ComparisonSchema, IntervalSchema, MetricSchema } from '../../platform/scorecard.js';
import type { EpochReport, RetrainOutcome, RetrainProgress } from '../../workflows/retraining.js';
import { FamilyNameSchema } from '../models/model.schema.js';

/** `retrain-<family>-<what tells runs apart>`; Temporal's own for scheduled runs ends in a timestamp. */
export const RetrainingIdSchema = z
  .string()
  .regex(/^retrain-[a-z][A-Za-z0-9:.-]{0,150}$/, 'expected the id of a retraining');
export const RetrainingParametersSchema = z.object({ id: RetrainingIdSchema });
export type RetrainingParameters = z.infer<typeof RetrainingParametersSchema>;

export const RetrainingsQuerySchema = z.object({
  family: FamilyNameSchema.optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});
export type RetrainingsQuery = z.infer<typeof RetrainingsQuerySchema>;

export const RetrainingRequestSchema = z
  .strictObject({
    /** Hyperparameters that differ from the family's own. Absent: those that the champion was trained with. */
    hyperparameters: z.record(z.string().max(64), z.union([z.number(), z.string().max(200), z.boolean()])).optional(),
    seed: z.number().int().min(0).max(2_147_483_647).optional(),
  })
  .default({}); // no body at all asks for the champion's settings
export type RetrainingRequest = z.infer<typeof RetrainingRequestSchema>;

export const RetrainingStartedSchema = z
  .object({ id: z.string(), family: z.string() })
  .meta({ id: 'RetrainingStarted' });
export type RetrainingStarted = z.infer<typeof RetrainingStartedSchema>;
export const RetrainingCancelledSchema = z.object({ id: z.string() });

const EpochReportSchema = z
  .object({
    epoch: z.number(),
    phase: z.string(),
    loss: z.number(),
    validationLoss: z.number(),
    validationScore: z.number(),
  })
  .meta({ id: 'EpochReport' }) satisfies z.ZodType<EpochReport>;

export const RetrainProgressSchema = z
  .object({
    family: z.string(),
    version: z.string(),
    stage: z.enum(['queued', 'preparing', 'training', 'evaluating', 'exporting', 'embedding', 'publishing', 'done']),
    detail: z.string(),
    epoch: z.number(),
    epochs: z.number(),
    loss: z.number().nullable(),
    curve: z.array(EpochReportSchema),
    secondsLeft: z.number().nullable(),
  })
  .meta({ id: 'RetrainProgress' }) satisfies z.ZodType<RetrainProgress>;

export const RetrainOutcomeSchema = z
  .discriminatedUnion('status', [
    z.object({ status: z.literal('skipped'), reason: z.string(), dataset: DatasetReferenceSchema.nullable() }),
    z.object({
      status: z.literal('published'),
      version: z.string(),
      dataset: DatasetReferenceSchema,
      metric: MetricSchema,
      validation: IntervalSchema,
      test: IntervalSchema,
      comparison: ComparisonSchema.nullable(),
      durationSeconds: z.number(),
      promote: z.boolean(),
      reason: z.string(),
    }),
  ])
  .meta({ id: 'RetrainOutcome' }) satisfies z.ZodType<RetrainOutcome>;

export const RetrainingSchema = z
  .object({
    id: z.string(),
    family: z.string(),
    status: z.enum(['running', 'completed', 'failed', 'cancelled', 'terminated', 'timed-out']),
    startedAt: z.string(),
    endedAt: z.string().nullable(),
    startedBy: z.enum(['api', 'schedule']),
    /** null while no worker answers. */
    progress: RetrainProgressSchema.nullable(),
    outcome: RetrainOutcomeSchema.nullable(),
    failure: z.string().nullable(),
  })
  .meta({ id: 'Retraining' });
export type Retraining = z.infer<typeof RetrainingSchema>;
export const RetrainingsSchema = z.object({ retrainings: z.array(RetrainingSchema) }).meta({ id: 'RetrainingList' });

export const RetrainingScheduleSchema = z
  .object({
    id: z.string(),
    /** When it fires, as calendar sentences for people. */
    cron: z.array(z.string()),
    nextRunAt: z.string().nullable(),
    isPaused: z.boolean(),
    overlap: z.string(),
  })
  .meta({ id: 'Schedule' });
export type RetrainingSchedule = z.infer<typeof RetrainingScheduleSchema>;
