import type { GrowthAccountingQuery, PeopleCell, StickinessQuery } from '@groundswell/contracts';
import { checkRange, chooseSource, filterObstacle } from '../conditions/choose-source.js';
import { comparedPeriods } from '../growth-accounting/growth-accounting.query.js';
import { growthSpan } from '../growth-accounting/growth-accounting.js';
import { periodsFromEvents } from '../people-by-period/from-events.js';
import { periodsFromRollup } from '../people-by-period/from-rollup.js';
import { NOBODY } from '../people-by-period/period-source.js';
import { Calendar } from '../periods/calendar.js';
import { stickinessPeople } from '../stickiness/stickiness.query.js';
import { type CellContext, type PeopleSet, noSuchCell } from './people-set.js';

/** Of the columns of `comparedPeriods`. */
const SEGMENTS = {
  active: 'people',
  new: 'bitmapAndnot(people, earlier)',
  retained: 'bitmapAnd(people, previous)',
  resurrected: 'bitmapAndnot(bitmapAnd(people, earlier), previous)',
  churned: 'bitmapAndnot(previous, people)',
} as const;

export function growthCell(
  { project, anyMerges, bindings }: CellContext,
  query: GrowthAccountingQuery,
  { bucket, segment }: PeopleCell<'growthAccounting'>,
): PeopleSet {
  checkRange(query);
  const source = chooseSource(query.engine, filterObstacle(query.filters));
  const span = growthSpan(query, new Calendar(project.weekStart));
  if (!span.periods.includes(bucket)) noSuchCell('bucket', bucket);
  const periods = source === 'rollup' ? periodsFromRollup : periodsFromEvents;
  const compared = comparedPeriods(periods, query, project, span, anyMerges, bindings);
  const found = `SELECT ${SEGMENTS[segment]} AS people FROM (${compared}) WHERE period = ${bindings.bind(bucket, 'Date')}`;
  return { source, people: found };
}

export function stickinessCell(
  { project, anyMerges, bindings }: CellContext,
  query: StickinessQuery,
  cell: PeopleCell<'stickiness'>,
): PeopleSet {
  checkRange(query);
  const source = chooseSource(query.engine, filterObstacle(query.filters));
  if ('bucket' in cell && (cell.bucket < query.from || cell.bucket > query.to))
    noSuchCell('bucket', cell.bucket);
  if ('days' in cell && cell.days > query.window) return { source, people: `SELECT ${NOBODY} AS people` };
  const periods = source === 'rollup' ? periodsFromRollup : periodsFromEvents;
  return { source, people: stickinessPeople(periods, query, project, cell, anyMerges, bindings) };
}
