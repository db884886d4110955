import { useQuery } from '@tanstack/react-query';
import { inAskingOrder } from './asking-order';
import { api, bodyOf } from './client';

const LOOK_AGAIN = 3_000; // a new champion shows soon after the API has swapped it in

/** Every family with its champion, what it is asked with, and the version that answers now. */
export function useFamilies() {
  return useQuery({
    queryKey: ['families'],
    queryFn: async ({ signal }) => inAskingOrder((await bodyOf(api.GET('/api/models', { signal }))).families),
    refetchInterval: LOOK_AGAIN,
  });
}

/** One family out of the list; `data` is null when there is none of that name. */
export function useFamily(name: string) {
  const families = useFamilies();
  return { ...families, data: families.data && (families.data.find((family) => family.name === name) ?? null) };
}
