import { z } from 'zod';
import { TIMESTAMP_ID } from '../timestamp-id.js';
import { UploadIdSchema } from './upload.js';

/** When it was asked for. */
export const AnalysisIdSchema = z.string().regex(TIMESTAMP_ID, 'expected the id of an analysis');

export const ShotLabelSchema = z.object({
  label: z.string(),
  /** 0 to 1 */
  probability: z.number(),
  /** Whether it is the head's answer. */
  isPredicted: z.boolean(),
  head: z.string().optional(),
});

export const AnalyzedShotSchema = z
  .object({
    /** Counted from 0. */
    number: z.number().int(),
    /** Seconds from the beginning of the video. */
    start: z.number(),
    end: z.number(),
    /** Most probable first; null where no version labels shots. */
    labels: z.array(ShotLabelSchema).nullable(),
  })
  .meta({ id: 'Shot' });
export type AnalyzedShot = z.infer<typeof AnalyzedShotSchema>;

/** What is known of the video itself. */
export const VideoSummarySchema = z
  .object({
    width: z.number(),
    height: z.number(),
    framesPerSecond: z.number(),
    /** null while nobody knows: recordings of a browser do not say how long they are. */
    seconds: z.number().nullable(),
  })
  .meta({ id: 'VideoSummary' });
export type VideoSummary = z.infer<typeof VideoSummarySchema>;

/** Which version labelled the shots. */
export const LabelledBySchema = z.object({ family: z.string(), version: z.string() }).meta({ id: 'LabelledBy' });

/** `analyses/<id>/shots.json`: the shots so far, and where whoever takes over goes on. */
export const ShotsFileSchema = z.object({
  video: VideoSummarySchema,
  labelledBy: LabelledBySchema.nullable(),
  shots: z.array(AnalyzedShotSchema),
  /** The first frame that has not been looked at in vain. */
  nextFrame: z.number().int(),
});
export type ShotsFile = z.infer<typeof ShotsFileSchema>;

export const AnalysisFailureSchema = z
  .object({ code: z.string(), message: z.string() })
  .meta({ id: 'AnalysisFailure' });

/** `analysis-records/<id>.json`: that there is an analysis, and how it ended. */
export const AnalysisRecordSchema = z.object({
  id: AnalysisIdSchema,
  uploadId: UploadIdSchema,
  name: z.string(),
  size: z.number(),
  createdAt: z.iso.datetime(),
  status: z.enum(['running', 'completed', 'failed']),
  endedAt: z.iso.datetime().nullable(),
  failure: AnalysisFailureSchema.nullable(),
  shotCount: z.number().int().nullable(),
});
export type AnalysisRecord = z.infer<typeof AnalysisRecordSchema>;
