import { z } from 'zod';
import { ExperimentNameSchema, ExperimentPlanSchema } from '../../platform/experiments/definition.js';
import { ExperimentIdSchema, ExperimentRecordSchema } from '../../platform/experiments/experiment.js';
import { ExperimentReportSchema } from '../../platform/experiments/report.js';
import type * as workflows from '../../workflows/experimenting.js';

export const ExperimentParametersSchema = z.object({ id: ExperimentIdSchema });
export type ExperimentParameters = z.infer<typeof ExperimentParametersSchema>;

export const ExperimentsQuerySchema = z.object({ limit: z.coerce.number().int().min(1).max(100).default(20) });
export type ExperimentsQuery = z.infer<typeof ExperimentsQuerySchema>;

export const ExperimentStartSchema = z.strictObject({ name: ExperimentNameSchema });
export type ExperimentStart = z.infer<typeof ExperimentStartSchema>;

export const ExperimentProgressSchema = z
  .object({
    stage: z.enum(['queued', 'learning', 'measuring', 'reporting', 'publishing', 'done']),
    detail: z.string(),
    /** How many trainings there are: every arm, every seed, every fold. */
    trainings: z.number(),
    /** Those that have ended. */
    learned: z.array(
      z.object({
        arm: z.string(),
        seed: z.number(),
        fold: z.number(),
        epochs: z.number(),
        seconds: z.number(),
        /** The headline metric on what the fold was asked. */
        score: z.number(),
      }),
    ),
  })
  .meta({ id: 'ExperimentProgress' }) satisfies z.ZodType<workflows.ExperimentProgress>;
export type ExperimentProgress = z.infer<typeof ExperimentProgressSchema>;

export const ExperimentSchema = ExperimentRecordSchema.extend({
  /** null when it has ended, and while no worker answers. */
  progress: ExperimentProgressSchema.nullable(),
}).meta({ id: 'Experiment' });
export type Experiment = z.infer<typeof ExperimentSchema>;
export const ExperimentsSchema = z.object({ experiments: z.array(ExperimentSchema) }).meta({ id: 'ExperimentList' });

export const ExperimentDetailsSchema = ExperimentSchema.extend({
  /** null until every arm has been measured. */
  report: ExperimentReportSchema.nullable(),
}).meta({ id: 'ExperimentDetails' });
export type ExperimentDetails = z.infer<typeof ExperimentDetailsSchema>;

/** The files of experiments that can be started. */
export const ExperimentFilesSchema = z
  .object({
    files: z.array(
      z.object({
        name: z.string(),
        /** null for a file that is not as it should be; the problem says why. */
        plan: ExperimentPlanSchema.nullable(),
        problem: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'ExperimentFiles' });
export type ExperimentFiles = z.infer<typeof ExperimentFilesSchema>;
