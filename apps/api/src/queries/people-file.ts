import type { PersonBehind } from '@groundswell/contracts';
import type { StreamableFile } from '@nestjs/common';
import { csvFile } from '../http/csv-of.js';
import type { PersonViews } from '../persons/person-views.js';
import { peopleCsv } from './people-csv.js';

/** As many as a project can have: ids are of 32 bits. */
export const EVERYBODY = 2 ** 32 - 1;
/** How many people are looked up at a time. */
const AT_A_TIME = 1_000;

/** People as lists and files show them, in the order of the ids. */
export async function peopleOf(
  views: PersonViews,
  projectId: number,
  personIds: number[],
): Promise<PersonBehind[]> {
  const people = await views.list(projectId, personIds);
  return people.map(({ personId, distinctIds, firstSeen, lastSeen, properties }) => ({
    ...{ personId, distinctIds, firstSeen, lastSeen, properties },
  }));
}

/** Everybody of a list, once and in its order: the ids are those of one instant. */
export function peopleFile(
  personIds: readonly number[],
  load: (personIds: number[]) => Promise<PersonBehind[]>,
  name: string,
): StreamableFile {
  const parts = (async function* () {
    for (let at = 0; at === 0 || at < personIds.length; at += AT_A_TIME) {
      const data = await load(personIds.slice(at, at + AT_A_TIME));
      yield peopleCsv({ data, isHeaded: at === 0 });
    }
  })();
  return csvFile(parts, name);
}

/** Of a file with one page of a list: which of how many it has. */
export function pageName(
  name: string,
  { page, perPage, total }: { page: number; perPage: number; total: number },
): string {
  const first = Math.min((page - 1) * perPage + 1, total);
  return `${name}-${first}-${Math.min(page * perPage, total)}-of-${total}`;
}
