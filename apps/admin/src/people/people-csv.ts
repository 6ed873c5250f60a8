import { request } from '../api/http.js';
import type { CsvFile } from '../feedback/CsvButton.js';
import { toCsv } from '@groundswell/contracts';
import type { Person } from './types.js';

const PER_PAGE = 1_000;
/** A list to work with; exports of everybody are made by the API. */
export const MOST_PEOPLE = 10_000;
const COLUMNS = ['personId', 'distinctIds', 'identified', 'events', 'firstSeen', 'lastSeen', 'properties'];

/**
 * Those whom the list finds, newest first, `MOST_PEOPLE` at most; the name says of how many where there are more. Whoever a
 * page has again, as somebody new came meanwhile, is there once.
 * @throws ApiError
 */
export async function peopleCsv(projectId: number, searched: string): Promise<CsvFile> {
  const people = new Map<number, Person>();
  let total = 0;
  for (let page = 1; people.size < MOST_PEOPLE; page++) {
    const found = await request<{ data: Person[]; total: number }>(pathOf(projectId, searched, page));
    total = found.total;
    for (const person of found.data) people.set(person.personId, person);
    if (found.data.length < PER_PAGE) break;
  }
  const rows = [...people.values()].slice(0, MOST_PEOPLE).map(rowOf);
  const name = rows.length < total ? `people-${rows.length}-of-${total}` : 'people';
  return { name, csv: toCsv(COLUMNS, rows) };
}

function pathOf(projectId: number, searched: string, page: number): string {
  const params = new URLSearchParams({
    page: String(page),
    perPage: String(PER_PAGE),
    sort: 'id',
    order: 'DESC',
  });
  if (searched) params.set('filter', JSON.stringify({ q: searched }));
  return `projects/${projectId}/persons?${params.toString()}`;
}

function rowOf({ personId, distinctIds, identified, events, firstSeen, lastSeen, properties }: Person) {
  return [
    personId,
    distinctIds.join(' '),
    identified,
    events,
    firstSeen,
    lastSeen,
    JSON.stringify(properties),
  ] as const;
}
