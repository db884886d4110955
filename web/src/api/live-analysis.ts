import { useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { api, bodyOf } from './client';
import { followEvents } from './follow-events';
import type { Analysis, AnalysisDetails } from './types';

const POLL = 2_000; // while no event stream is open

/** One analysis, followed live: events say how far it is, and its shots are read again whenever there are more of them. */
export function useLiveAnalysis(id: string) {
  const queries = useQueryClient();
  const [isStreaming, setStreaming] = useState(false);
  const analysis = useQuery({
    queryKey: ['analysis', id],
    queryFn: ({ signal }) => bodyOf(api.GET('/api/analyses/{id}', { params: { path: { id } }, signal })),
    refetchInterval: ({ state }) => (state.data?.status === 'running' && !isStreaming ? POLL : false),
  });
  const isRunning = analysis.data?.status === 'running';
  useEffect(() => (isRunning ? follow(id, queries, setStreaming) : undefined), [id, isRunning, queries]);
  return analysis;
}

function follow(id: string, queries: QueryClient, onStreaming: (isStreaming: boolean) => void): () => void {
  const queryKey = ['analysis', id];
  const readAgain = () => queries.invalidateQueries({ queryKey });
  return followEvents<Analysis>({
    url: `/api/analyses/${encodeURIComponent(id)}/events`,
    type: 'analysis',
    onStreaming,
    onState: (state) => {
      const known = queries.getQueryData<AnalysisDetails>(queryKey);
      if (known === undefined || state.status !== 'running') return void readAgain();
      queries.setQueryData<AnalysisDetails>(queryKey, { ...known, progress: state.progress });
      if (state.shotCount > known.shots.length) void readAgain();
    },
    onEnd: () => {
      void readAgain();
      void queries.invalidateQueries({ queryKey: ['analyses'] });
    },
  });
}
