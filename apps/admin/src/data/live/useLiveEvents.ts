import { useEffect, useRef, useState } from 'react';
import { ApiError, request } from '../../api/http.js';
import { queryClient } from '../../api/query-client.js';
import type { LiveEvent } from '../../api/types.js';
import { projectKey, useProject } from '../../projects/ProjectContext.js';
import { KEPT, askAfter, mergeEvents } from './merge-events.js';

const EVERY_MS = 1_000;
const AFTER_ERROR_MS = 3_000;

export interface LiveEvents {
  /** Null until the first answer. */
  events: readonly LiveEvent[] | null;
  error: unknown;
}

/** Follows the events of the project while `isOn` and the page is in view. */
export function useLiveEvents(isOn: boolean): LiveEvents & { retry(): void } {
  const { project } = useProject();
  const [state, setState] = useState<LiveEvents>({ events: null, error: null });
  const [attempt, setAttempt] = useState(0);
  const known = useRef<readonly LiveEvent[]>([]);
  useEffect(() => {
    if (!isOn) return;
    const stop = new AbortController();
    const ask = async () => {
      const after = askAfter(known.current);
      const query = new URLSearchParams({ limit: String(KEPT), ...(after && { after }) });
      const { data } = await request<{ data: LiveEvent[] }>(`projects/${project.id}/events?${query}`, {
        signal: stop.signal,
      });
      const merged = mergeEvents(known.current, data);
      // The rest of the app learns of a project's first event from its project.
      if (known.current.length === 0 && merged.length > 0) {
        void queryClient.invalidateQueries({ queryKey: projectKey(project.id) });
      }
      known.current = merged;
      setState((before) =>
        before.events === merged && !before.error ? before : { events: merged, error: null },
      );
    };
    void follow(ask, (error) => setState((before) => ({ ...before, error })), stop.signal);
    return () => stop.abort();
  }, [isOn, project.id, attempt]);
  return { ...state, retry: () => setAttempt((count) => count + 1) };
}

/** Asks until stopped, a while after each answer; what is refused for good is not asked again. */
async function follow(
  ask: () => Promise<void>,
  onError: (error: unknown) => void,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    let wait = EVERY_MS;
    try {
      if (!document.hidden) await ask();
    } catch (error) {
      if (signal.aborted) return;
      onError(error);
      if (error instanceof ApiError && error.status >= 400 && error.status < 500 && error.status !== 429)
        return;
      wait = AFTER_ERROR_MS;
    }
    await new Promise((resolve) => setTimeout(resolve, wait));
  }
}
