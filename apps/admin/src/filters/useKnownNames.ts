import { useQuery } from '@tanstack/react-query';
import { request } from '../api/http.js';
import { useCohorts } from '../cohorts/useCohorts.js';
import { useProject } from '../projects/ProjectContext.js';

/** Names of what is known of people, as `person.NAME`. */
export function usePersonProperties(): string[] {
  const { project } = useProject();
  const { data } = useQuery({
    queryKey: ['personProperties', project.id],
    queryFn: ({ signal }) =>
      request<{ data: { name: string }[] }>(`projects/${project.id}/personProperties`, { signal }),
    staleTime: 60_000,
  });
  return (data?.data ?? []).map(({ name }) => `person.${name}`);
}

/** Names of cohorts by their ids. */
export function useCohortNames(): Map<number, string> {
  const { data = [] } = useCohorts();
  return new Map(data.map(({ id, name }) => [id, name]));
}
