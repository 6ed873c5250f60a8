import { MOST_VALUES, NONE, OTHER } from '../active-users/active-users.query.js';
import { textOf } from '../conditions/columns.js';
import { EVENT_ORDER } from '../events/event-order.js';
import { selectedEvents } from '../people-by-period/from-events.js';
import type { RetentionContext } from './context.js';

/** Cohorts by the breakdown value of each person's first cohort event in the cohort's period; rare values together. */
export function valuedCohorts(context: RetentionContext, breakdown: string): string {
  const { bindings } = context;
  const members = valuedMembers(context, breakdown);
  const top = `SELECT v FROM (${members}) GROUP BY v ORDER BY count() DESC, v LIMIT ${MOST_VALUES}`;
  const value = breakdown === 'platform' ? 'v' : `if(v IN (${top}), v, ${bindings.bind(OTHER, 'String')})`;
  return `
    SELECT cohort, ${value} AS breakdown, groupBitmapState(person) AS people
    FROM (${members})
    GROUP BY cohort, breakdown`;
}

/** Rows: person, cohort, v; each person of each cohort once. */
function valuedMembers(context: RetentionContext, breakdown: string): string {
  const { query, span, bindings, calendar } = context;
  const everyTime = query.cohort.kind === 'everyTime';
  const value = `ifNull(${textOf(breakdown)}, ${bindings.bind(NONE, 'String')}) AS value, ${EVENT_ORDER} AS place`;
  const range = { from: everyTime ? span.first : null, to: span.lastDay };
  const source = selectedEvents(context, query.cohort, range, value);
  const cohort = calendar.sql(query.period, everyTime ? 'day' : 'min(day)');
  return `
    SELECT person, cohort, v
    FROM (
      SELECT person, ${cohort} AS cohort, argMin(value, place) AS v
      FROM (${source})
      GROUP BY person ${everyTime ? ', cohort' : ''}
    )
    WHERE cohort BETWEEN ${bindings.bind(span.first, 'Date')} AND ${bindings.bind(span.last, 'Date')}`;
}
