import { z } from 'zod';
import { ConfusionMatrixSchema, IntervalSchema, MetricSchema } from '../scorecard.js';

/** An arm against the baseline, on the same examples. */
const AgainstBaselineSchema = z
  .object({
    /** Arm minus baseline in the headline metric, averaged over the seeds, by paired bootstrap. */
    difference: IntervalSchema,
    /** McNemar's exact test, for each seed. */
    tests: z.array(
      z.object({
        seed: z.number().int(),
        /** Answers that only this arm, or only the baseline, had right. */
        onlyArm: z.number().int(),
        onlyBaseline: z.number().int(),
        /** Two-sided. */
        p: z.number(),
      }),
    ),
    /** What every seed's test says at 5 %, and says alike; else no difference was shown. */
    verdict: z.enum(['better', 'worse', 'no difference shown']),
  })
  .meta({ id: 'ArmAgainstBaseline' });
export type AgainstBaseline = z.infer<typeof AgainstBaselineSchema>;

/** An answer that is wrong and was given with much confidence. */
const MistakeSchema = z
  .object({
    /** Of the example. */
    id: z.string(),
    truth: z.string(),
    answer: z.string(),
    /** Of the answer, averaged over the seeds, 0 to 1. */
    probability: z.number(),
    /** A small picture as a data: URL, where the example has one. */
    image: z.string().nullable(),
    /** The beginning of its text, where it has one. */
    text: z.string().nullable(),
  })
  .meta({ id: 'ArmMistake' });
export type Mistake = z.infer<typeof MistakeSchema>;

/** What an answer of the arm costs. */
export const ArmCostSchema = z
  .object({
    /** Of model.onnx, text encoders included. */
    modelBytes: z.number().int(),
    /** Median of one answer in ONNX Runtime: one example, one thread, without decoding it. */
    latencyMilliseconds: z.number(),
  })
  .meta({ id: 'ArmCost' });
export type ArmCost = z.infer<typeof ArmCostSchema>;

export const ArmReportSchema = z
  .object({
    name: z.string(),
    /** All in force. */
    hyperparameters: z.record(z.string(), z.unknown()),
    examples: z.number().int(),
    /** Of the answers to examples that were not learned from, averaged over the seeds; intervals by bootstrap over examples. */
    metrics: z.partialRecord(MetricSchema, IntervalSchema),
    perSeed: z.array(z.object({ seed: z.number().int(), metrics: z.partialRecord(MetricSchema, z.number()) })),
    /** Of the first seed. */
    confusionMatrices: z.array(ConfusionMatrixSchema),
    /** null for the baseline itself. */
    againstBaseline: AgainstBaselineSchema.nullable(),
    mistakes: z.array(MistakeSchema),
    /** Of one fold, on average; features that were cached are not in it. */
    trainingSeconds: z.number(),
    epochs: z.number(),
    cost: ArmCostSchema,
  })
  .meta({ id: 'ArmReport' });
export type ArmReport = z.infer<typeof ArmReportSchema>;

/** `experiments/<id>/report.json` */
export const ExperimentReportSchema = z
  .object({
    headline: MetricSchema,
    /** The baseline first. */
    arms: z.array(ArmReportSchema),
    winner: z.string(),
    /** A sentence for people that names the figures. */
    reason: z.string(),
  })
  .meta({ id: 'ExperimentReport' });
export type ExperimentReport = z.infer<typeof ExperimentReportSchema>;
