import { z } from 'zod';

/** A figure with its 95 % bootstrap interval over examples. */
export const IntervalSchema = z
  .object({ value: z.number(), low: z.number(), high: z.number() })
  .meta({ id: 'Interval' });
export type Interval = z.infer<typeof IntervalSchema>;

/**
 * macroAuc: area under the ROC curve, averaged over labels; meanAveragePrecision: likewise for precision-recall;
 * microF1 and macroF1: at the version's thresholds, or of the most probable label; balancedAccuracy: mean recall of both
 * classes (binary tasks); accuracy: share of the examples whose most probable label is theirs (multi-class tasks;
 * the mean over the heads where there are several);
 * meanAp50 and meanAp50To95: mean average precision of found boxes as COCO counts it, at an overlap (intersection over
 * union) of one half, and averaged over ten overlaps from 0.5 to 0.95 (detection).
 */
export const METRICS = [
  'macroAuc',
  'meanAveragePrecision',
  'microF1',
  'macroF1',
  'balancedAccuracy',
  'accuracy',
  'meanAp50',
  'meanAp50To95',
] as const;
export const MetricSchema = z.enum(METRICS).meta({ id: 'Metric' });
export type Metric = z.infer<typeof MetricSchema>;

export const LabelScoreSchema = z
  .object({
    label: z.string(),
    /** The head that answers with it, where the family has several. */
    head: z.string().optional(),
    /** Probability from which the label counts as predicted, chosen on validation; null where the most probable counts. */
    threshold: z.number().nullable(),
    precision: z.number(),
    recall: z.number(),
    f1: z.number(),
    auc: z.number().nullable(),
    /** Detection: average precision at an overlap of one half, which precision, recall and F1 count with as well. */
    averagePrecision: z.number().optional(),
    /** Examples of the split that have the label; detection: its objects. */
    support: z.number().int(),
  })
  .meta({ id: 'LabelScore' });
export type LabelScore = z.infer<typeof LabelScoreSchema>;

/** How often each label was answered for each: multi-class tasks, for each head. */
export const ConfusionMatrixSchema = z
  .object({
    head: z.string().optional(),
    labels: z.array(z.string()),
    /** [true label][answered label] examples */
    counts: z.array(z.array(z.number().int())),
  })
  .meta({ id: 'ConfusionMatrix' });
export type ConfusionMatrix = z.infer<typeof ConfusionMatrixSchema>;

export const SplitScoreSchema = z
  .object({
    examples: z.number().int(),
    metrics: z.partialRecord(MetricSchema, IntervalSchema),
    /** The same metrics for knowing nothing of an example: the labels' training frequencies, or one box that is always there. */
    baseline: z.partialRecord(MetricSchema, z.number()),
    perLabel: z.array(LabelScoreSchema),
    /** Share answered rightly per kind of example (poster, photo, frame, …), where the dataset names kinds. */
    perKind: z.array(z.object({ kind: z.string(), examples: z.number().int(), accuracy: z.number() })),
    /** The same metrics for each head, where the family has several. */
    perHead: z
      .array(
        z.object({
          head: z.string(),
          examples: z.number().int(),
          metrics: z.partialRecord(MetricSchema, IntervalSchema),
          baseline: z.partialRecord(MetricSchema, z.number()).default({}),
        }),
      )
      .default([]),
    confusionMatrices: z.array(ConfusionMatrixSchema).default([]),
    /** Binary tasks: how far probabilities are from how often they come true, on average over 15 bins; 0 is calibrated. */
    calibrationError: z.number().nullable().default(null),
  })
  .meta({ id: 'SplitScore' });
export type SplitScore = z.infer<typeof SplitScoreSchema>;

/** How well a version does, as stored in `scorecard.json`. */
export const ScorecardSchema = z
  .object({
    family: z.string(),
    version: z.string(),
    /** The metric that decides promotion, on validation. */
    headline: MetricSchema,
    labels: z.array(z.string()),
    /** Labels of the data with too few examples to learn. */
    labelsLeftOut: z.array(z.object({ label: z.string(), examples: z.number().int() })),
    /** Examples that were not learned from since serving would refuse them, the first by name. */
    examplesLeftOut: z
      .object({ count: z.number().int(), first: z.array(z.object({ id: z.string(), reason: z.string() })) })
      .default({ count: 0, first: [] }),
    validation: SplitScoreSchema,
    test: SplitScoreSchema,
    /** Every example by a model that was not trained on it, where the family asks for that; the intervals are the narrower. */
    crossValidation: SplitScoreSchema.extend({ folds: z.number().int() })
      .meta({ id: 'CrossValidation' })
      .nullable()
      .default(null),
    /** Of the five nearest catalogue items of a test example, the share with a label in common; and for random items. */
    similarity: z.object({ sharedLabelAt5: IntervalSchema, random: z.number() }).nullable(),
  })
  .meta({ id: 'Scorecard' });
export type Scorecard = z.infer<typeof ScorecardSchema>;

/** Candidate minus champion on the same validation examples, by paired bootstrap. */
export const ComparisonSchema = z
  .object({
    metric: MetricSchema,
    candidate: z.number(),
    champion: z.number(),
    difference: IntervalSchema,
    /** Every label that both know. */
    labels: z.array(
      z.object({ label: z.string(), candidateF1: z.number(), championF1: z.number(), support: z.number().int() }),
    ),
  })
  .meta({ id: 'Comparison' });
export type Comparison = z.infer<typeof ComparisonSchema>;
