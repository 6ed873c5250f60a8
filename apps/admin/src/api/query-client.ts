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

export const queryClient: QueryClient = new QueryClient({
  queryCache: new QueryCache({ onError: forgetEndedSession }),
  mutationCache: new MutationCache({ onError: forgetEndedSession }),
  defaultOptions: { queries: { retry, retryDelay: 800, staleTime: 5_000 } },
});
