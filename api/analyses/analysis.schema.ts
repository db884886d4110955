import { z } from 'zod';
import {
  AnalysisFailureSchema,
  AnalysisIdSchema,
  AnalyzedShotSchema,
  LabelledBySchema,
  VideoSummarySchema,
} from '../../platform/videos/analysis.js';
import { UploadIdSchema } from '../../platform/videos/upload.js';
import type { AnalysisProgress } from '../../workflows/analyzing.js';

export const AnalysisParametersSchema = z.object({ id: AnalysisIdSchema });
export type AnalysisParameters = z.infer<typeof AnalysisParametersSchema>;

export const ThumbnailParametersSchema = AnalysisParametersSchema.extend({
  shot: z.coerce.number().int().min(0).max(99_999),
});
export type ThumbnailParameters = z.infer<typeof ThumbnailParametersSchema>;

export const AnalysesQuerySchema = z.object({ limit: z.coerce.number().int().min(1).max(100).default(20) });
export type AnalysesQuery = z.infer<typeof AnalysesQuerySchema>;

export const ExportQuerySchema = z.object({ format: z.enum(['json', 'csv']).default('json') });
export type ExportQuery = z.infer<typeof ExportQuerySchema>;

export const AnalysisRequestSchema = z.strictObject({ uploadId: UploadIdSchema });
export type AnalysisRequest = z.infer<typeof AnalysisRequestSchema>;

export const AnalysisProgressSchema = z
  .object({
    stage: z.enum(['queued', 'looking', 'done']),
    shots: z.number(),
    /** Seconds of the video that have been looked at, and that it has; null where the file does not say. */
    secondsDone: z.number(),
    secondsTotal: z.number().nullable(),
  })
  .meta({ id: 'AnalysisProgress' }) satisfies z.ZodType<AnalysisProgress>;

export const AnalysisSchema = z
  .object({
    id: z.string(),
    uploadId: z.string(),
    /** What the person calls the video. */
    name: z.string(),
    /** Bytes. */
    size: z.number(),
    status: z.enum(['running', 'completed', 'failed']),
    createdAt: z.string(),
    endedAt: z.string().nullable(),
    failure: AnalysisFailureSchema.nullable(),
    /** Found so far. */
    shotCount: z.number(),
    /** null when it has ended, and while no worker answers. */
    progress: AnalysisProgressSchema.nullable(),
  })
  .meta({ id: 'Analysis' });
export type Analysis = z.infer<typeof AnalysisSchema>;
export const AnalysesSchema = z.object({ analyses: z.array(AnalysisSchema) }).meta({ id: 'AnalysisList' });

export const AnalysisDetailsSchema = AnalysisSchema.extend({
  /** Where it can be played from, also in parts. */
  videoUrl: z.string(),
  /** null until the file has been read. */
  video: VideoSummarySchema.nullable(),
  /** null while nothing is known, and where no version labels shots. */
  labelledBy: LabelledBySchema.nullable(),
  shots: z.array(AnalyzedShotSchema.extend({ thumbnailUrl: z.string() }).meta({ id: 'ShotWithThumbnail' })),
}).meta({ id: 'AnalysisDetails' });
export type AnalysisDetails = z.infer<typeof AnalysisDetailsSchema>;
