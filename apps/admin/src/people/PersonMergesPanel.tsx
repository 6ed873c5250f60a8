import { useQuery } from '@tanstack/react-query';
import { useTranslate } from 'react-admin';
import { request } from '../api/http.js';
import type { Page } from '../api/types.js';
import { Panel } from '../layout/Panel.js';
import { useProject } from '../projects/ProjectContext.js';
import { MergesTable } from './MergesTable.js';
import type { Person, PersonMerge } from './types.js';

/** The merges by which this person is who they are; nothing where there are none. */
export function PersonMergesPanel({ person }: { person: Person }) {
  const translate = useTranslate();
  const { project } = useProject();
  const people = [person.personId, ...person.mergedPersonIds];
  const filter = JSON.stringify({ fromPersonId: people, state: 'active' });
  const { data } = useQuery({
    queryKey: ['person', project.id, String(person.personId), 'merges', filter],
    queryFn: ({ signal }) => {
      const query = new URLSearchParams({ perPage: '100', filter });
      return request<Page<PersonMerge>>(`projects/${project.id}/persons/merges?${query}`, { signal });
    },
    enabled: person.mergedPersonIds.length > 0,
  });
  if (!data || data.total === 0 || person.mergedPersonIds.length === 0) return null;
  return (
    <Panel title={translate('gs.people.mergedFrom')} isFlush testId="person-merges">
      <MergesTable merges={data.data} intoPersonId={person.personId} />
    </Panel>
  );
}
