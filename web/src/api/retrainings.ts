import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, bodyOf } from './client';

const LOOK_AGAIN = 5_000; // schedules start runs too, so the list looks by itself
const LOOK_AGAIN_WHILE_RUNNING = 1_500; // one question for all runs: a stream for each would use up the browser's connections
const LOOK_AFTER_START = 500;
const LOOKS_AFTER_START = 20;

const RETRAININGS = queryOptions({
  queryKey: ['retrainings'],
  queryFn: async ({ signal }) =>
    (await bodyOf(api.GET('/api/retrainings', { params: { query: { limit: 50 } }, signal }))).retrainings,
});

/** Newest first, of every family. */
export function useRetrainings() {
  return useQuery({
    ...RETRAININGS,
    refetchInterval: ({ state }) =>
      state.data?.some(({ status }) => status === 'running') ? LOOK_AGAIN_WHILE_RUNNING : LOOK_AGAIN,
  });
}

export function useSchedule(family: string) {
  return useQuery({
    queryKey: ['schedule', family],
    queryFn: ({ signal }) => bodyOf(api.GET('/api/models/{family}/schedule', { params: { path: { family } }, signal })),
    staleTime: 30_000,
  });
}

/** Done when the run stands in the list, which follows what was started by a moment. */
export function useStartRetraining(family: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async () => {
      const { id } = await bodyOf(
        api.POST('/api/models/{family}/retrainings', { params: { path: { family } }, body: {} }),
      );
      for (let look = 0; look < LOOKS_AFTER_START; look++) {
        const runs = await queries.fetchQuery({ ...RETRAININGS, staleTime: 0 });
        if (runs.some((run) => run.id === id)) return;
        await new Promise((resolve) => setTimeout(resolve, LOOK_AFTER_START));
      }
    },
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
