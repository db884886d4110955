import { z } from 'zod';

const YearSchema = z.coerce.number().int().min(1850).max(2200);

export const RecommendationQuerySchema = z.object({
  limit: z.coerce.number().int().min(1).max(50).default(5),
  /** Only movies that have this genre. */
  genre: z.string().min(1).max(64).optional(),
  yearFrom: YearSchema.optional(),
  yearTo: YearSchema.optional(),
});
export type RecommendationQuery = z.infer<typeof RecommendationQuerySchema>;

export const RecommendationSchema = z
  .object({
    id: z.string(),
    title: z.string(),
    year: z.number(),
    genres: z.array(z.string()),
    /** Cosine similarity, -1 to 1. */
    score: z.number(),
    posterUrl: z.string().nullable(),
  })
  .meta({ id: 'Recommendation' });

export const RecommendationsSchema = z
  .object({
    family: z.string(),
    version: z.string(),
    collection: z.string(),
    /** Nearest first. */
    results: z.array(RecommendationSchema),
  })
  .meta({ id: 'Recommendations' });
export type Recommendations = z.infer<typeof RecommendationsSchema>;
