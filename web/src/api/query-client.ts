import { QueryClient } from '@tanstack/react-query';
import { ApiError } from './api-error';

const RETRIES = 2; // a proxy or an API that restarts is back within seconds; a refusal stays one

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 2_000,
      networkMode: 'always', // the API is usually on this very machine: being offline does not matter
      retry: (failures, error) => failures < RETRIES && error instanceof ApiError && error.mayPass,
      retryDelay: 800,
    },
    mutations: { networkMode: 'always' },
  },
});
