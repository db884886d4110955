import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, bodyOf } from './client';
import type { Settings } from '../format/settings';
import type { DatasetName } from './types';

const LOOK_AGAIN = 10_000; // somebody else may look at one
const LOOK_AGAIN_WHILE_RUNNING = 1_500;

/** What each family learns from. */
export function useDatasets() {
  return useQuery({
    queryKey: ['datasets'],
    queryFn: async ({ signal }) => (await bodyOf(api.GET('/api/datasets', { signal }))).datasets,
    refetchInterval: LOOK_AGAIN,
  });
}

/** What was seen of one, live while somebody looks at it. */
export function useDataset({ family, id }: DatasetName) {
  return useQuery({
    queryKey: ['dataset', family, id],
    queryFn: ({ signal }) =>
      bodyOf(api.GET('/api/datasets/{family}/{id}', { params: { path: { family, id } }, signal })),
    refetchInterval: ({ state }) => (state.data?.progress ? LOOK_AGAIN_WHILE_RUNNING : LOOK_AGAIN),
  });
}

/** Looks at the data of a family, with its own settings or those of an earlier look. */
export function useLookAtDataset({ family, id }: DatasetName) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (hyperparameters: Settings) => bodyOf(api.POST('/api/datasets', { body: { family, hyperparameters } })),
    onSuccess: (dataset) => {
      queries.setQueryData(['dataset', family, id], dataset);
      void queries.invalidateQueries({ queryKey: ['datasets'] });
    },
  });
}

/** Looks at whatever data the settings name. */
export function useLookAtOtherData() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: { family: string; hyperparameters: Settings }) => bodyOf(api.POST('/api/datasets', { body })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['datasets'] }),
  });
}

export function datasetImageUrl(hash: string): string {
  return `/api/dataset-images/${hash}`;
}
