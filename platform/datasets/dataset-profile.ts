import { z } from 'zod';

/** `counts[i]` values lie from `edges[i]` up to `edges[i + 1]`, the last edge included. */
export const HistogramSchema = z
  .object({ edges: z.array(z.number()), counts: z.array(z.number().int()) })
  .meta({ id: 'Histogram' });
export type Histogram = z.infer<typeof HistogramSchema>;

const SplitSchema = z.enum(['train', 'validation', 'test', 'unlabelled']);
const BySplitSchema = z.object({
  train: z.number().int(),
  validation: z.number().int(),
  test: z.number().int(),
  unlabelled: z.number().int(),
});

const LabelProfileSchema = z.object({
  label: z.string(),
  /** Labels with too few examples are not learned. */
  isLearned: z.boolean(),
  examples: BySplitSchema,
});

export const ImagesProfileSchema = z.object({
  count: z.number().int(),
  /** Pixels. */
  width: HistogramSchema,
  height: HistogramSchema,
  /** Width over height. */
  aspectRatio: HistogramSchema,
  /** Mean luminance: 0 (black) to 1 (white). */
  brightness: HistogramSchema,
  /** Thousands of bytes. */
  kilobytes: HistogramSchema,
});

const TextsProfileSchema = z.object({ count: z.number().int(), empty: z.number().int(), characters: HistogramSchema });

const SideSchema = z.object({
  id: z.string(),
  split: SplitSchema,
  target: z.array(z.string()),
  /** sha256 of an image that can be shown; null of a text. */
  image: z.string().nullable(),
  text: z.string().nullable(),
});
export type PairSide = z.infer<typeof SideSchema>;

/** Two examples whose values of one field are the same, or look alike. */
export const PairSchema = z.object({
  field: z.string(),
  kind: z.enum(['same', 'near']),
  /** Whether a model is asked in one split about what it has learned in another. */
  isAcrossSplits: z.boolean(),
  /** Whether one of them has a label that the other has not. */
  isContradiction: z.boolean(),
  one: SideSchema,
  other: SideSchema,
});
export type Pair = z.infer<typeof PairSchema>;

const PairCountSchema = z.object({
  pairs: z.number().int(),
  acrossSplits: z.number().int(),
  contradictions: z.number().int(),
});

export const SampleSchema = z.object({
  id: z.string(),
  split: SplitSchema,
  target: z.array(z.string()),
  /** By input field: what can be handed in again. */
  fields: z.record(z.string(), z.union([z.object({ text: z.string() }), z.object({ image: z.string() })])),
});
export type Sample = z.infer<typeof SampleSchema>;

/** What a dataset holds, for people to look at before they believe a figure that rests on it. */
export const DatasetProfileSchema = z
  .object({
    counts: BySplitSchema,
    labels: z.array(LabelProfileSchema),
    /** In the order of `labels`: how many examples have both; on the diagonal, how many have it. */
    together: z.array(z.array(z.number().int())),
    /** What serving would refuse, and so is not learned from. */
    broken: z.object({ count: z.number().int(), first: z.array(z.object({ id: z.string(), reason: z.string() })) }),
    /** By input field. */
    images: z.record(z.string(), ImagesProfileSchema),
    texts: z.record(z.string(), TextsProfileSchema),
    /** Where objects are to be found: how many a picture has, and what share of it each covers. */
    objects: z.object({ perPicture: HistogramSchema, area: HistogramSchema }).nullable(),
    duplicates: z.object({
      same: PairCountSchema,
      near: PairCountSchema,
      /** Images of which so many look the same in so many places that not all were compared with each other. */
      notCompared: z.number().int().default(0),
      first: z.array(PairSchema),
    }),
    samples: z.array(SampleSchema),
  })
  .meta({ id: 'DatasetProfile' });
export type DatasetProfile = z.infer<typeof DatasetProfileSchema>;

export const ProfileIdSchema = z.string().regex(/^(default|[0-9a-f]{12})$/, 'expected the id of a profile');

/** A look at the examples that a family reads with these settings. */
export const ProfileRecordSchema = z
  .object({
    family: z.string(),
    /** `default`, or made of the settings that say what is read. */
    id: ProfileIdSchema,
    hyperparameters: z.record(z.string(), z.unknown()),
    createdAt: z.string(),
    seconds: z.number(),
    /** Why there is nothing to be seen, if so. */
    problem: z.string().nullable(),
    profile: DatasetProfileSchema.nullable(),
  })
  .meta({ id: 'DatasetProfileRecord' });
export type ProfileRecord = z.infer<typeof ProfileRecordSchema>;
