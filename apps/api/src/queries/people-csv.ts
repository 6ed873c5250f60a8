import type { PeopleAnswer } from '@groundswell/contracts';
import { csvOf } from '../http/csv-of.js';

interface PageOfPeople extends Pick<PeopleAnswer, 'data'> {
  /** False for what continues a file. */
  isHeaded?: boolean;
}

/** One row per person; several ids are parted by spaces and properties are JSON. */
export function peopleCsv({ data, isHeaded = true }: PageOfPeople): string {
  const rows = data.map(({ distinctIds, properties, ...person }) => ({
    ...person,
    distinctIds: distinctIds.join(' '),
    properties: JSON.stringify(properties),
  }));
  return csvOf(rows, ['personId', 'distinctIds', 'firstSeen', 'lastSeen', 'properties'], isHeaded);
}
