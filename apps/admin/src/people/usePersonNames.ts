import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslate } from 'react-admin';
import { request } from '../api/http.js';
import type { Page } from '../api/types.js';
import { useProject } from '../projects/ProjectContext.js';
import { personName } from './person-name.js';
import type { Person } from './types.js';

/** As many fit into an address, and into a table. */
const MOST_NAMED = 200;

export interface Named {
  /** What the person is called; the number until it is known, and of those who are there no more. */
  nameOf(personId: number): string;
  /** Whether it was asked who they are, and answered. */
  isAsked: boolean;
  /** Undefined until they are known. */
  find(personId: number): Person | undefined;
}

/** People of whom a table has the numbers, the first `MOST_NAMED`, with their names. */
export function usePersonNames(personIds: readonly number[]): Named {
  const translate = useTranslate();
  const { project } = useProject();
  const ids = [...new Set(personIds)].filter((id) => id > 0).slice(0, MOST_NAMED);
  const filter = JSON.stringify({ personId: ids });
  const params = new URLSearchParams({ perPage: String(MOST_NAMED), filter });
  const { data, isPending, isPlaceholderData } = useQuery({
    queryKey: ['personNames', project.id, filter],
    queryFn: ({ signal }) => request<Page<Person>>(`projects/${project.id}/persons?${params}`, { signal }),
    enabled: ids.length > 0,
    placeholderData: keepPreviousData,
  });
  const find = (personId: number) => data?.data.find((person) => person.personId === personId);
  return {
    isAsked: ids.length === 0 || !(isPending || isPlaceholderData),
    find,
    nameOf(personId) {
      const person = find(personId);
      return person ? personName(person) : translate('gs.referral.person', { id: personId });
    },
  };
}
