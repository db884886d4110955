import { z } from 'zod';
import {
  ChampionSchema,
  FileNameSchema,
  LineageSchema,
  ManifestSchema,
  VersionNameSchema,
} from '../../platform/manifest.js';
import { IntervalSchema, MetricSchema, ScorecardSchema } from '../../platform/scorecard.js';

export const FamilyNameSchema = z.string().regex(/^[a-z][a-z0-9-]{0,63}$/, 'expected a family name in kebab-case');
export const FamilyParametersSchema = z.object({ family: FamilyNameSchema });
export type FamilyParameters = z.infer<typeof FamilyParametersSchema>;
export const VersionParametersSchema = FamilyParametersSchema.extend({ version: VersionNameSchema });
export type VersionParameters = z.infer<typeof VersionParametersSchema>;
export const FileParametersSchema = VersionParametersSchema.extend({ name: FileNameSchema });
export type FileParameters = z.infer<typeof FileParametersSchema>;

export const InputFieldSchema = z
  .object({
    name: z.string(),
    kind: z.enum(['image', 'text']),
    title: z.string(),
    maxBytes: z.number().optional(),
    minCharacters: z.number().optional(),
    maxCharacters: z.number().optional(),
  })
  .meta({ id: 'InputField' });

export const FamilySummarySchema = z
  .object({
    name: z.string(),
    title: z.string(),
    /** What it is asked about, in the plural. */
    subject: z.string(),
    summary: z.string(),
    /** What it is for, what it learns from and what it cannot do; every version has it as model-card.md, with its figures. */
    card: z.object({ use: z.string(), data: z.string(), limits: z.array(z.string()) }).meta({ id: 'FamilyCard' }),
    task: z.enum(['multi-label', 'binary', 'multi-class', 'detection']),
    headline: MetricSchema,
    recommends: z.boolean(),
    input: z.array(InputFieldSchema),
    champion: ChampionSchema.nullable(),
    serving: z.object({ version: z.string() }).nullable(),
    /** Why the champion could not be loaded; whatever was served before still is. */
    problem: z.string().nullable(),
  })
  .meta({ id: 'FamilySummary' });
export type FamilySummary = z.infer<typeof FamilySummarySchema>;
export const FamiliesSchema = z.object({ families: z.array(FamilySummarySchema) }).meta({ id: 'FamilyList' });

export const VersionSummarySchema = z
  .object({
    version: z.string(),
    createdAt: z.string(),
    isChampion: z.boolean(),
    /** null when the version's scorecard cannot be read. */
    headline: z.object({ metric: MetricSchema, validation: IntervalSchema, test: IntervalSchema }).nullable(),
  })
  .meta({ id: 'VersionSummary' });
export type VersionSummary = z.infer<typeof VersionSummarySchema>;
export const VersionsSchema = z.object({ versions: z.array(VersionSummarySchema) }).meta({ id: 'VersionList' });

export const VersionDetailsSchema = z
  .object({
    version: z.string(),
    createdAt: z.string(),
    isChampion: z.boolean(),
    files: ManifestSchema.shape.files,
    collection: z.string().nullable(),
    lineage: LineageSchema,
    scorecard: ScorecardSchema,
  })
  .meta({ id: 'VersionDetails' });
export type VersionDetails = z.infer<typeof VersionDetailsSchema>;

export const PromotionSchema = z.strictObject({
  version: VersionNameSchema,
  reason: z.string().trim().min(1).max(500).optional(),
  from: VersionNameSchema.optional().describe('The champion that the caller saw; with another one nothing is moved'),
});
export type Promotion = z.infer<typeof PromotionSchema>;
