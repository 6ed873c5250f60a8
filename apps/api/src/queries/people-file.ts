import type { PersonBehind } from '@groundswell/contracts';
import type { StreamableFile } from '@nestjs/common';
import { csvFile } from '../http/csv-of.js';
import type { PersonViews } from '../persons/person-views.js';
import { peopleCsv } from './people-csv.js';

/** How many ids are held at a time. */
export const PART = 100_000;
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

/** Up to `limit` ids of a list, ascending, of those beyond `after`; fewer are the last ones. */
export type PartOfIds = (part: { after: number; limit: number }) => Promise<number[]>;

/**
 * Everybody of a list, once and by id, asked for in parts: as many people as there may be, so many ids and no more are held.
 * @throws what the first part throws, before the file begins; later failures cut it off
 */
export async function peopleFile(
  idsOf: PartOfIds,
  load: (personIds: number[]) => Promise<PersonBehind[]>,
  name: string,
): Promise<StreamableFile> {
  const first = await idsOf({ after: 0, limit: PART });
  return csvFile(linesOf(first, idsOf, load), name);
}

async function* linesOf(
  first: number[],
  idsOf: PartOfIds,
  load: (personIds: number[]) => Promise<PersonBehind[]>,
): AsyncGenerator<string> {
  yield peopleCsv({ data: [] });
  for (let ids = first; ids.length > 0;) {
    for (let at = 0; at < ids.length; at += AT_A_TIME) {
      yield peopleCsv({ data: await load(ids.slice(at, at + AT_A_TIME)), isHeaded: false });
    }
    const after = ids.at(-1) ?? 0;
    ids = ids.length < PART ? [] : await idsOf({ after, limit: PART });
  }
}

/** Of a file with one page of a list: which of how many it has. */
export function pageName(
  name: string,
  { page, perPage, total }: { page: number; perPage: number; total: number },
): string {
  const first = Math.min((page - 1) * perPage + 1, total);
  return `${name}-${first}-${Math.min(page * perPage, total)}-of-${total}`;
}
