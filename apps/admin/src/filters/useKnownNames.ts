import { COHORT_PREFIX } from '@groundswell/contracts';
import { useQuery } from '@tanstack/react-query';
import { useTranslate } from 'react-admin';
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

/** A filter or breakdown property as a heading: cohorts by their names, properties without where they lie. */
export function usePropertyName(): (property: string) => string {
  const translate = useTranslate();
  const cohorts = useCohortNames();
  return (property) => {
    if (!property.startsWith(COHORT_PREFIX)) return property.replace(/^(properties|person)\./, '');
    const ids = property.slice(COHORT_PREFIX.length).split(',');
    const name = ids.map((id) => cohorts.get(Number(id)) ?? id).join(', ');
    return translate('gs.filters.cohortNamed', { name });
  };
}
