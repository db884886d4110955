import { z } from 'zod';
import type {
  DetectedObject,
  LabelProbability,
  LabelsPrediction,
  Notice,
  ObjectsPrediction,
} from '../../models/model-family.js';

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

const LabelsPredictionSchema = z
  .object({
    /** Most probable first. */
    labels: z.array(LabelProbabilitySchema),
  })
  .meta({ id: 'LabelsPrediction' }) satisfies z.ZodType<LabelsPrediction>;

const DetectedObjectSchema = z
  .object({
    /** Edges in pixels of the picture that was handed in. */
    left: z.number(),
    top: z.number(),
    right: z.number(),
    bottom: z.number(),
    /** 0 to 1 */
    confidence: z.number(),
    class: z.string(),
    /** Whether the confidence reaches the class's threshold. */
    isPredicted: z.boolean(),
  })
  .meta({ id: 'DetectedObject' }) satisfies z.ZodType<DetectedObject>;

const ObjectsPredictionSchema = z
  .object({
    /** Most confident first. */
    objects: z.array(DetectedObjectSchema),
  })
  .meta({ id: 'ObjectsPrediction' }) satisfies z.ZodType<ObjectsPrediction>;

export const PredictionSchema = z.union([LabelsPredictionSchema, ObjectsPredictionSchema]);

export const NoticeSchema = z
  .object({ code: z.string(), message: z.string() })
  .meta({ id: 'Notice' }) satisfies z.ZodType<Notice>;

export const PredictionAnswerSchema = z
  .object({
    family: z.string(),
    version: z.string(),
    prediction: PredictionSchema,
    /** What the answer took, from the question's turn to be asked of the version; loading it does not count. */
    milliseconds: z.number(),
    /** What else the person should know: that the picture is no poster, for one. */
    notices: z.array(NoticeSchema),
  })
  .meta({ id: 'PredictionAnswer' });
export type PredictionAnswer = z.infer<typeof PredictionAnswerSchema>;
