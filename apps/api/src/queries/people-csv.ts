import type { PeopleAnswer } from '@groundswell/contracts';
import { stringify } from 'csv-stringify/sync';

/** One row per person; several ids are parted by spaces and properties are JSON. Formulas are disarmed as in `toCsv`. */
export function peopleCsv({ data }: Pick<PeopleAnswer, 'data'>): string {
  const rows = data.map(({ distinctIds, properties, ...person }) => ({
    ...person,
    distinctIds: distinctIds.join(' '),
    properties: JSON.stringify(properties),
  }));
  return stringify(rows, {
    header: true,
    columns: ['personId', 'distinctIds', 'firstSeen', 'lastSeen', 'properties'],
    escape_formulas: true,
    record_delimiter: 'windows',
  });
}
