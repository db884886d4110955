import { z } from 'zod';
import { TIMESTAMP_ID } from '../timestamp-id.js';
import { ExperimentPlanSchema } from './definition.js';

/** When it was asked for. */
export const ExperimentIdSchema = z.string().regex(TIMESTAMP_ID, 'expected the id of an experiment');

/** What became of the winner. */
export const PublicationSchema = z
  .object({
    /** null where the retraining failed or was skipped. */
    version: z.string().nullable(),
    /** Whether it is the champion now. */
    isPromoted: z.boolean(),
    /** The gate's sentence, or why there is no version. */
    reason: z.string(),
  })
  .meta({ id: 'ExperimentPublication' });
export type Publication = z.infer<typeof PublicationSchema>;

/** `experiment-records/<id>.json`: that there is an experiment, what it tries, and how it ended. */
export const ExperimentRecordSchema = z.object({
  id: ExperimentIdSchema,
  plan: ExperimentPlanSchema,
  createdAt: z.iso.datetime(),
  status: z.enum(['running', 'completed', 'failed', 'cancelled']),
  endedAt: z.iso.datetime().nullable(),
  failure: z.object({ code: z.string(), message: z.string() }).meta({ id: 'ExperimentFailure' }).nullable(),
  /** The arm; null until it is known. */
  winner: z.string().nullable(),
  publication: PublicationSchema.nullable(),
});
export type ExperimentRecord = z.infer<typeof ExperimentRecordSchema>;
export type ExperimentEnding = Pick<ExperimentRecord, 'failure' | 'winner' | 'publication'> & {
  readonly status: 'completed' | 'failed' | 'cancelled';
};

/** One of the trainings that an experiment consists of. */
export interface FoldPlace {
  readonly experiment: string;
  readonly arm: string;
  readonly seed: number;
  /** Counted from 1. */
  readonly fold: number;
}

/** What came of it. */
export const FoldOutcomeSchema = z.object({
  epochs: z.number().int(),
  /** What the epochs took. */
  seconds: z.number(),
  /** The family's headline metric on what the fold was asked. */
  score: z.number(),
});
export type FoldOutcome = z.infer<typeof FoldOutcomeSchema>;
