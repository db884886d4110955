import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, bodyOf } from './client';

/** Newest first. `champion` is part of the key: when it moves, the list is read anew. */
export function useVersions(family: string, champion: string | undefined) {
  return useQuery({
    queryKey: ['versions', family, champion],
    queryFn: async ({ signal }) =>
      (await bodyOf(api.GET('/api/models/{family}/versions', { params: { path: { family } }, signal }))).versions,
    placeholderData: (previous, query) => (query?.queryKey[1] === family ? previous : undefined),
  });
}

/** Scorecard, lineage and files of one version. They never change, so they are read once. */
export function useVersion(family: string, version: string | undefined) {
  return useQuery({
    queryKey: ['version', family, version],
    queryFn: ({ signal }) =>
      bodyOf(
        api.GET('/api/models/{family}/versions/{version}', {
          params: { path: { family, version: version as string } },
          signal,
        }),
      ),
    enabled: version !== undefined,
    staleTime: Infinity,
  });
}

/** Promotes or rolls back: the champion becomes `version`. */
export function useMoveChampion(family: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ version, reason }: { version: string; reason: string }) =>
      bodyOf(api.PUT('/api/models/{family}/champion', { params: { path: { family } }, body: { version, reason } })),
    onSettled: () => queries.invalidateQueries({ queryKey: ['families'] }),
  });
}

export function fileUrl(family: string, version: string, name: string): string {
  return `/api/models/${encodeURIComponent(family)}/versions/${encodeURIComponent(version)}/files/${encodeURIComponent(name)}`;
}
