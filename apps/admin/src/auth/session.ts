import { useQuery } from '@tanstack/react-query';
import { ApiError, request } from '../api/http.js';
import { ME_KEY, queryClient } from '../api/query-client.js';
import type { Me } from '../api/types.js';

async function fetchMe(signal?: AbortSignal): Promise<Me | null> {
  try {
    return await request<Me>('auth/me', { signal });
  } catch (error) {
    if (error instanceof ApiError && error.status === 401) return null;
    throw error;
  }
}

const meQuery = {
  queryKey: ME_KEY,
  queryFn: ({ signal }: { signal?: AbortSignal }) => fetchMe(signal),
  staleTime: 60_000,
};

/** Who is signed in; null for nobody. */
export function useMe() {
  return useQuery(meQuery);
}

export function readMe(): Promise<Me | null> {
  return queryClient.fetchQuery(meQuery);
}

/** @throws ApiError 401 for a wrong pair, 429 with the seconds to wait */
export async function signIn(email: string, password: string): Promise<void> {
  const { user } = await request<{ user: Me }>('auth/login', { method: 'POST', body: { email, password } });
  become(user);
}

export async function signOut(): Promise<void> {
  await request('auth/logout', { method: 'POST' }).catch(() => undefined);
  become(null);
}

/** What one account saw is not shown to the next. `me` itself stays, as pages are watching it. */
function become(me: Me | null): void {
  queryClient.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== ME_KEY[0] });
  queryClient.setQueryData(ME_KEY, me);
}
