import type { InputSpec } from '../../models/model-family.js';
import { MovieIdSchema } from '../../models/movies.js';
import { InvalidRequestError } from '../errors/api-errors.js';
import { checkFields } from '../fields/check-fields.js';
import type { Part } from '../fields/check-fields.js';
import type { Subject } from './recommendations.service.js';

/** Beside the family's own fields a form may hold this one, instead of them. */
export const MOVIE_ID = 'movieId';

/** The input a recommendations form is read with. */
export function withMovieId(input: InputSpec): InputSpec {
  return {
    ...input,
    [MOVIE_ID]: { kind: 'text', title: 'A movie of the catalogue', minCharacters: 1, maxCharacters: 64 },
  };
}

/** @throws PlatformError naming the field at fault, also when both a movie and fields are given */
export function subjectOf(parts: readonly Part[], input: InputSpec): Subject {
  if (!parts.some(({ name }) => name === MOVIE_ID)) return { fields: checkFields(parts, input) };
  const movieOnly = { [MOVIE_ID]: withMovieId(input)[MOVIE_ID]! };
  const movieId = MovieIdSchema.safeParse(checkFields(parts, movieOnly)[MOVIE_ID]);
  if (!movieId.success) throw new InvalidRequestError('movieId: expected the id of a movie', MOVIE_ID);
  return { movieId: movieId.data };
}
