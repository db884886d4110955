import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, bodyOf } from './client';

const LOOK_AGAIN = 10_000; // somebody else may upload one
const LOOK_AGAIN_WHILE_RUNNING = 2_000;

/** Newest first. */
export function useAnalyses() {
  return useQuery({
    queryKey: ['analyses'],
    queryFn: async ({ signal }) =>
      (await bodyOf(api.GET('/api/analyses', { params: { query: { limit: 50 } }, signal }))).analyses,
    refetchInterval: ({ state }) =>
      state.data?.some(({ status }) => status === 'running') ? LOOK_AGAIN_WHILE_RUNNING : LOOK_AGAIN,
  });
}

export function useStartAnalysis() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (uploadId: string) => bodyOf(api.POST('/api/analyses', { body: { uploadId } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['analyses'] }),
  });
}

export function useRemoveAnalysis(id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => bodyOf(api.DELETE('/api/analyses/{id}', { params: { path: { id } } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['analyses'] }),
  });
}

export function exportUrl(id: string, format: 'csv' | 'json'): string {
  return `/api/analyses/${encodeURIComponent(id)}/export?format=${format}`;
}
