import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, bodyOf } from './client';

const LOOK_AGAIN = 10_000; // somebody else may start one
const LOOK_AGAIN_WHILE_RUNNING = 2_000;

/** Newest first. */
export function useExperiments() {
  return useQuery({
    queryKey: ['experiments'],
    queryFn: async ({ signal }) =>
      (await bodyOf(api.GET('/api/experiments', { params: { query: { limit: 50 } }, signal }))).experiments,
    refetchInterval: ({ state }) =>
      state.data?.some(({ status }) => status === 'running') ? LOOK_AGAIN_WHILE_RUNNING : LOOK_AGAIN,
  });
}

/** What can be tried. */
export function useExperimentFiles() {
  return useQuery({
    queryKey: ['experiment-files'],
    queryFn: async ({ signal }) => (await bodyOf(api.GET('/api/experiment-files', { signal }))).files,
  });
}

export function useStartExperiment() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (name: string) => bodyOf(api.POST('/api/experiments', { body: { name } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['experiments'] }),
  });
}

export function useCancelExperiment(id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => bodyOf(api.DELETE('/api/experiments/{id}', { params: { path: { id } } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['experiment', id] }),
  });
}

/** Of one that has ended, with its report. */
export function useRemoveExperiment(id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => bodyOf(api.DELETE('/api/experiments/{id}', { params: { path: { id } } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['experiments'] }),
  });
}

export function reportUrl(id: string): string {
  return `/api/experiments/${encodeURIComponent(id)}/report.html`;
}
