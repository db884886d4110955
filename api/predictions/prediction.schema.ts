import { z } from 'zod';
import type { LabelProbability, Notice, Prediction } from '../../models/model-family.js';

const LabelProbabilitySchema = z
  .object({
    label: z.string(),
    probability: z.number(),
    /** Whether the probability reaches the label's threshold, or is the highest of its head. */
    isPredicted: z.boolean(),
    /** The head that answers with it, where the family has several. */
    head: z.string().optional(),
  })
  .meta({ id: 'LabelProbability' }) satisfies z.ZodType<LabelProbability>;

export const PredictionSchema = z
  .object({
    /** Most probable first. */
    labels: z.array(LabelProbabilitySchema),
  })
  .meta({ id: 'Prediction' }) satisfies z.ZodType<Prediction>;

export const NoticeSchema = z
  .object({ code: z.string(), message: z.string() })
  .meta({ id: 'Notice' }) satisfies z.ZodType<Notice>;

export const PredictionAnswerSchema = z
  .object({
    family: z.string(),
    version: z.string(),
    prediction: PredictionSchema,
    /** What else the person should know: that the picture is no poster, for one. */
    notices: z.array(NoticeSchema),
  })
  .meta({ id: 'PredictionAnswer' });
export type PredictionAnswer = z.infer<typeof PredictionAnswerSchema>;
