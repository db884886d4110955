import { z } from 'zod';
import { TIMESTAMP_ID } from './timestamp-id.js';

/** A version's name: the start of its training run and the last digits of that run's id. */
export const VersionNameSchema = z.string().regex(TIMESTAMP_ID);

/** A file of a version lies directly in its folder. */
export const FileNameSchema = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/);

export const DatasetReferenceSchema = z
  .object({
    /** Where the dataset's list of examples lies in the artifact store. */
    key: z.string(),
    /** sha256 over every example's id, input content and target. */
    hash: z.string(),
    counts: z.object({ train: z.number().int(), validation: z.number().int(), test: z.number().int() }),
  })
  .meta({ id: 'DatasetReference' });
export type DatasetReference = z.infer<typeof DatasetReferenceSchema>;

export const BackboneReferenceSchema = z
  .object({ name: z.string(), sha256: z.string() })
  .meta({ id: 'BackboneReference' });
export type BackboneReference = z.infer<typeof BackboneReferenceSchema>;

export const LineageSchema = z
  .object({
    dataset: DatasetReferenceSchema,
    /** The champion at the time the run began. */
    parentVersion: z.string().nullable(),
    /** The pretrained networks that the weights were grown from. */
    backbones: z.array(BackboneReferenceSchema),
    hyperparameters: z.record(z.string(), z.unknown()),
    /** Those of them that were asked for; the others were the family's own. */
    overrides: z.record(z.string(), z.union([z.number(), z.string(), z.boolean()])).default({}),
    seed: z.number().int(),
    gitCommit: z.string().nullable(),
    libraries: z.record(z.string(), z.string()),
    durationSeconds: z.number(),
  })
  .meta({ id: 'Lineage' });
export type Lineage = z.infer<typeof LineageSchema>;

/** Versions from before a family could have several name one. */
function severalBackbones(lineage: unknown): unknown {
  if (typeof lineage !== 'object' || lineage === null || !('backbone' in lineage)) return lineage;
  const { backbone, ...others } = lineage;
  return { ...others, backbones: [backbone] };
}

/** `manifest.json`: written last, so a version without one does not exist. */
export const ManifestSchema = z.object({
  family: z.string(),
  version: VersionNameSchema,
  createdAt: z.iso.datetime(),
  files: z.array(z.object({ name: FileNameSchema, size: z.number().int(), sha256: z.string() })),
  /** The vector collection with this version's embeddings of the catalogue. */
  collection: z.string().nullable(),
  lineage: z.preprocess(severalBackbones, LineageSchema),
});
export type Manifest = z.infer<typeof ManifestSchema>;

/** `champion.json`: which version answers, moved by compare-and-swap. */
export const ChampionSchema = z
  .object({
    version: VersionNameSchema,
    promotedAt: z.iso.datetime(),
    /** Why: the gate's sentence, or who rolled back. */
    reason: z.string(),
    /** Who answered before: what a roll-back goes back to. */
    previousVersion: VersionNameSchema.nullable().default(null),
  })
  .meta({ id: 'Champion' });
export type Champion = z.infer<typeof ChampionSchema>;

/** `champion.json` as it is stored. */
export const StoredChampionSchema = ChampionSchema.extend({
  /** Champions before `previousVersion`, the latest first: who is left to answer when neither of the two can be loaded. */
  earlierVersions: z.array(VersionNameSchema).default([]),
});
