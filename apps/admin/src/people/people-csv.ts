import { request } from '../api/http.js';
import { toCsv } from '../lib/csv.js';
import type { Person } from './types.js';

const PER_PAGE = 1_000;
/** A list to work with; exports of everybody are made by the API. */
export const MOST_PEOPLE = 10_000;
const COLUMNS = ['personId', 'distinctIds', 'identified', 'events', 'firstSeen', 'lastSeen', 'properties'];

/** Those whom the list finds, newest first, `MOST_PEOPLE` at most. @throws ApiError */
export async function peopleCsv(projectId: number, searched: string): Promise<string> {
  const people: Person[] = [];
  for (let page = 1; people.length < MOST_PEOPLE; page++) {
    const { data, total } = await request<{ data: Person[]; total: number }>(
      pathOf(projectId, searched, page),
    );
    people.push(...data);
    if (data.length === 0 || people.length >= total) break;
  }
  return toCsv(COLUMNS, people.map(rowOf));
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
