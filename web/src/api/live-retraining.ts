import { useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { api, bodyOf } from './client';
import { followEvents } from './follow-events';
import type { Retraining } from './types';

const POLL = 2_000; // while no event stream is open

/**
 * One run, followed live: by server-sent events, and by polling for as long as those cannot be had (a proxy that
 * buffers, an API that restarts). Both write the same query, so the page does not know which it is.
 */
export function useLiveRetraining(id: string) {
  const queries = useQueryClient();
  const [isStreaming, setStreaming] = useState(false);
  const run = useQuery({
    queryKey: ['retraining', id],
    queryFn: ({ signal }) => bodyOf(api.GET('/api/retrainings/{id}', { params: { path: { id } }, signal })),
    refetchInterval: ({ state }) => (state.data?.status === 'running' && !isStreaming ? POLL : false),
  });
  const isRunning = run.data?.status === 'running';
  useEffect(() => (isRunning ? follow(id, queries, setStreaming) : undefined), [id, isRunning, queries]);
  return run;
}

function follow(id: string, queries: QueryClient, onStreaming: (isStreaming: boolean) => void): () => void {
  return followEvents<Retraining>({
    url: `/api/retrainings/${encodeURIComponent(id)}/events`,
    type: 'retraining',
    onStreaming,
    onState: (run) => queries.setQueryData(['retraining', id], run),
    onEnd: () => {
      for (const queryKey of [['retrainings'], ['families'], ['versions'], ['schedule']])
        void queries.invalidateQueries({ queryKey });
    },
  });
}
