import { z } from 'zod';
import { MovieIdSchema } from '../../models/movies.js';

export const MovieParametersSchema = z.object({ id: MovieIdSchema });
export type MovieParameters = z.infer<typeof MovieParametersSchema>;

export const CatalogueQuerySchema = z.object({
  /** Part of a title; without it the catalogue's first movies are listed. */
  query: z.string().max(200).default(''),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});
export type CatalogueQuery = z.infer<typeof CatalogueQuerySchema>;

export const CatalogueMovieSchema = z
  .object({
    id: z.string(),
    title: z.string(),
    year: z.number(),
    genres: z.array(z.string()),
    plot: z.string().nullable(),
    posterUrl: z.string().nullable(),
    /** Drawn by this project, not a real movie. */
    isInvented: z.boolean(),
  })
  .meta({ id: 'CatalogueMovie' });
export type CatalogueMovie = z.infer<typeof CatalogueMovieSchema>;
export const CatalogueMoviesSchema = z.object({ movies: z.array(CatalogueMovieSchema) }).meta({ id: 'CatalogueList' });
