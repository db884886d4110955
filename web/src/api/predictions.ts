import { useQuery } from '@tanstack/react-query';
import { api, bodyOf } from './client';
import type { FamilySummary, Fields } from './types';

/** What a person handed in; `id` tells one asking from the next, since files cannot be compared. */
export interface Asked {
  readonly id: string;
  readonly fields: Fields;
}

/** openapi-fetch passes what `bodySerializer` makes on to fetch, which sets the multipart boundary itself. */
function multipart(fields: Fields) {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  return { body: {}, bodySerializer: () => form };
}

/**
 * The answer to what was asked. The version that serves is part of the key: as soon as a new one does, the same fields
 * are asked again, and the old answer stays in sight until the new one is there.
 */
export function usePrediction(family: FamilySummary, asked: Asked | undefined) {
  return useQuery({
    queryKey: ['prediction', family.name, asked?.id, family.serving?.version],
    queryFn: ({ signal }) =>
      bodyOf(
        api.POST('/api/predictions/{family}', {
          params: { path: { family: family.name } },
          ...multipart(asked?.fields ?? {}),
          signal,
        }),
      ),
    enabled: asked !== undefined,
    placeholderData: (previous, query) =>
      query?.queryKey[1] === family.name && query.queryKey[2] === asked?.id ? previous : undefined,
    staleTime: Infinity,
  });
}

const NEIGHBOURS = 5;

/** The movies nearest to what was asked, or to a movie of the catalogue. */
export function useSimilarMovies(family: FamilySummary, from: Asked | { readonly movieId: string } | undefined) {
  const start = from && ('movieId' in from ? from.movieId : from.id);
  return useQuery({
    queryKey: ['similar', family.name, start, family.serving?.version],
    queryFn: ({ signal }) =>
      bodyOf(
        api.POST('/api/recommendations/{family}', {
          params: { path: { family: family.name }, query: { limit: NEIGHBOURS } },
          ...multipart(from && 'movieId' in from ? { movieId: from.movieId } : (from?.fields ?? {})),
          signal,
        }),
      ),
    enabled: from !== undefined && family.recommends,
    placeholderData: (previous, query) =>
      query?.queryKey[1] === family.name && query.queryKey[2] === start ? previous : undefined,
    staleTime: Infinity,
  });
}
