import { useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { api, bodyOf } from './client';
import { followEvents } from './follow-events';
import type { Experiment, ExperimentDetails } from './types';

const POLL = 2_000; // while no event stream is open

/** One experiment, followed live; its report is read when it has ended, and when its arms have been compared. */
export function useLiveExperiment(id: string) {
  const queries = useQueryClient();
  const [isStreaming, setStreaming] = useState(false);
  const experiment = useQuery({
    queryKey: ['experiment', id],
    queryFn: ({ signal }) => bodyOf(api.GET('/api/experiments/{id}', { params: { path: { id } }, signal })),
    refetchInterval: ({ state }) => (state.data?.status === 'running' && !isStreaming ? POLL : false),
  });
  const isRunning = experiment.data?.status === 'running';
  useEffect(() => (isRunning ? follow(id, queries, setStreaming) : undefined), [id, isRunning, queries]);
  return experiment;
}

function follow(id: string, queries: QueryClient, onStreaming: (isStreaming: boolean) => void): () => void {
  const queryKey = ['experiment', id];
  const readAgain = () => queries.invalidateQueries({ queryKey });
  return followEvents<Experiment>({
    url: `/api/experiments/${encodeURIComponent(id)}/events`,
    type: 'experiment',
    onStreaming,
    onState: (state) => {
      const known = queries.getQueryData<ExperimentDetails>(queryKey);
      if (known === undefined || state.status !== 'running') return void readAgain();
      queries.setQueryData<ExperimentDetails>(queryKey, { ...known, progress: state.progress });
      if (state.progress?.stage === 'publishing' && known.report === null) void readAgain();
    },
    onEnd: () => {
      void readAgain();
      void queries.invalidateQueries({ queryKey: ['experiments'] });
    },
  });
}
