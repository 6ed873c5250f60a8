import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { ApiError } from './http.js';

export const ME_KEY = ['me'];

/** A session that ended is found out by whichever call comes first; the sign-in page follows from `me`. */
function forgetEndedSession(error: unknown): void {
  if (error instanceof ApiError && error.status === 401) queryClient.setQueryData(ME_KEY, null);
}

/** What was refused stays refused; outages are worth another try. */
function retry(failures: number, error: unknown): boolean {
  const status = error instanceof ApiError ? error.status : 0;
  return failures < 2 && (status === 0 || status >= 500);
}

/**
 * Asked also where the browser says that it is offline: a question that waits for a network in silence looks as if it were
 * still being answered, and a write as if it were being done.
 */
const networkMode = 'always' as const;

export const queryClient: QueryClient = new QueryClient({
  queryCache: new QueryCache({ onError: forgetEndedSession }),
  mutationCache: new MutationCache({ onError: forgetEndedSession }),
  defaultOptions: {
    queries: { networkMode, retry, retryDelay: 800, staleTime: 5_000 },
    mutations: { networkMode },
  },
});
