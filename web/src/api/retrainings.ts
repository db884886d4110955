import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, bodyOf } from './client';

const LOOK_AGAIN = 5_000; // schedules start runs too, so the list looks by itself

/** Newest first, of every family. */
export function useRetrainings() {
  return useQuery({
    queryKey: ['retrainings'],
    queryFn: async ({ signal }) =>
      (await bodyOf(api.GET('/api/retrainings', { params: { query: { limit: 50 } }, signal }))).retrainings,
    refetchInterval: LOOK_AGAIN,
  });
}

export function useSchedule(family: string) {
  return useQuery({
    queryKey: ['schedule', family],
    queryFn: ({ signal }) => bodyOf(api.GET('/api/models/{family}/schedule', { params: { path: { family } }, signal })),
    staleTime: 30_000,
  });
}

export function useStartRetraining(family: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => bodyOf(api.POST('/api/models/{family}/retrainings', { params: { path: { family } }, body: {} })),
    onSettled: () => queries.invalidateQueries({ queryKey: ['retrainings'] }),
  });
}

export function useCancelRetraining(id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => bodyOf(api.DELETE('/api/retrainings/{id}', { params: { path: { id } } })),
    onSettled: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: ['retrainings'] }),
        queries.invalidateQueries({ queryKey: ['retraining', id] }),
      ]),
  });
}
