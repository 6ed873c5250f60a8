import { useQuery } from '@tanstack/react-query';
import { request } from '../api/http.js';
import { useProject } from '../projects/ProjectContext.js';
import type { Days } from '../range/range.js';

const NONE: string[] = [];

/** Names of events of these days, those of most people first, as suggestions; any other may be typed. */
export function useEventNames({ from, to }: Days): string[] {
  const { project } = useProject();
  const { data = NONE } = useQuery({
    queryKey: ['eventNames', project.id, from, to],
    queryFn: ({ signal }) =>
      request<{ data: string[] }>(
        `projects/${project.id}/events/names?${new URLSearchParams({ from, to })}`,
        { signal },
      ).then((answer) => answer.data),
    staleTime: 30_000,
    // Those of other days meanwhile, never of another project.
    placeholderData: (before, query) => (query?.queryKey[1] === project.id ? before : undefined),
  });
  return data;
}
