import { useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { api, bodyOf } from './client';
import type { Retraining } from './types';

const POLL = 2_000; // while no event stream is open
const RECONNECT = 10_000; // after a stream that the browser itself gave up

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

function follow(id: string, queries: QueryClient, setStreaming: (isStreaming: boolean) => void): () => void {
  let events: EventSource;
  let reconnect: ReturnType<typeof setTimeout> | undefined;

  function open() {
    events = new EventSource(`/api/retrainings/${encodeURIComponent(id)}/events`);
    events.onopen = () => setStreaming(true);
    events.onerror = () => {
      setStreaming(false);
      // CONNECTING means that the browser tries again by itself.
      if (events.readyState === EventSource.CLOSED) reconnect = setTimeout(open, RECONNECT);
    };
    events.addEventListener('retraining', ({ data }: MessageEvent<string>) => {
      const run = JSON.parse(data) as Retraining;
      queries.setQueryData(['retraining', id], run);
      if (run.status === 'running') return;
      events.close(); // the server ends the stream, and EventSource would take that for a broken line
      for (const queryKey of [['retrainings'], ['families'], ['versions'], ['schedule']])
        void queries.invalidateQueries({ queryKey });
    });
  }

  open();
  return () => {
    clearTimeout(reconnect);
    events.close();
    setStreaming(false);
  };
}
