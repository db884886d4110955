import { useQuery } from '@tanstack/react-query';
import { api, bodyOf } from './client';

/** Movies whose title fits; with an empty query the first ones, as a shelf to start from. */
export function useCatalogue(query: string, limit: number) {
  return useQuery({
    queryKey: ['catalogue', query, limit],
    queryFn: async ({ signal }) =>
      (await bodyOf(api.GET('/api/catalogue', { params: { query: { query, limit } }, signal }))).movies,
    placeholderData: (previous) => previous,
    staleTime: 60_000,
  });
}

export function useMovie(id: string) {
  return useQuery({
    queryKey: ['movie', id],
    queryFn: ({ signal }) => bodyOf(api.GET('/api/catalogue/{id}', { params: { path: { id } }, signal })),
    staleTime: 60_000,
  });
}
