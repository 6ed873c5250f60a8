import type { PeopleCell, RetentionQuery } from '@groundswell/contracts';
import { NOBODY } from '../people-by-period/period-source.js';
import { retentionPeople } from '../retention/retention.query.js';
import { retentionPlan } from '../retention/retention.js';
import { type CellContext, type PeopleSet, noSuchCell } from './people-set.js';

export async function retentionCell(
  { client, project, anyMerges, bindings, now }: CellContext,
  asked: RetentionQuery,
  cell: PeopleCell<'retention'>,
): Promise<PeopleSet> {
  const plan = await retentionPlan(client, project, asked, now);
  const { query, source, columns, span, cohorts, calendar, horizon } = plan;
  if (!cohorts.includes(cell.cohort)) noSuchCell('cohort', cell.cohort);
  if (cell.breakdown !== null && !query.breakdown) noSuchCell('breakdown', cell.breakdown);
  const column = cell.n === undefined ? null : (columns[cell.n] ?? noSuchCell('n', cell.n));
  // Nobody could be observed in a period that begins after the horizon, so nobody came back and nobody stayed away.
  const begins = column && calendar.add(query.period, cell.cohort, column.observed);
  if (begins !== null && begins > horizon) return { source, people: `SELECT ${NOBODY} AS people` };
  const { cohort, breakdown, returned } = cell;
  const which = { cohort, breakdown, column, returned };
  return {
    source,
    people: retentionPeople(source, query, project, span, columns, which, anyMerges, bindings),
  };
}
