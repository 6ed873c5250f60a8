import { eventCondition } from '../conditions/event-condition.js';
import { textOf } from '../conditions/columns.js';
import { MOST_VALUES, NONE, OTHER } from '../conditions/values.js';
import { EVENT_ORDER } from '../events/event-order.js';
import { selectedEvents } from '../people-by-period/from-events.js';
import type { RetentionContext } from './context.js';

/** Cohorts of people whose first event ever of the name passes the filters. */
export function firstEverCohorts(context: RetentionContext): string {
  return `SELECT cohort, groupBitmapState(person) AS people FROM (${members(context, "''")}) GROUP BY cohort`;
}

/** Cohorts by the breakdown value of each person's first cohort event in the cohort's period; rare values together. */
export function valuedCohorts(context: RetentionContext, breakdown: string): string {
  const { bindings } = context;
  const valued = members(context, `ifNull(${textOf(breakdown)}, ${bindings.bind(NONE, 'String')})`);
  const top = `SELECT v FROM (${valued}) GROUP BY v ORDER BY groupBitmap(person) DESC, v LIMIT ${MOST_VALUES}`;
  const value = breakdown === 'platform' ? 'v' : `if(v IN (${top}), v, ${bindings.bind(OTHER, 'String')})`;
  // Two levels: a set of people within a key is not known again as the key.
  return `
    SELECT cohort, breakdown, groupBitmapState(person) AS people
    FROM (SELECT cohort, person, ${value} AS breakdown FROM (${valued}))
    GROUP BY cohort, breakdown`;
}

/** Rows: person, cohort, v; each person of each cohort once, with the value of their first event there. */
function members(context: RetentionContext, valueExpression: string): string {
  const { query, span, bindings, calendar, project } = context;
  const { kind, ...selection } = query.cohort;
  const everyTime = kind === 'everyTime';
  const firstEver = kind === 'firstEver';
  const passes = firstEver ? eventCondition(selection, project, bindings) : '1';
  const more = `${valueExpression} AS value, ${EVENT_ORDER} AS place, (${passes}) AS passes`;
  const range = { from: everyTime ? span.first : null, to: span.lastDay };
  const chosen = firstEver ? { event: selection.event } : selection;
  const source = selectedEvents(context, chosen, range, more);
  const cohort = calendar.sql(query.period, everyTime ? 'day' : 'min(day)');
  return `
    SELECT person, cohort, v
    FROM (
      SELECT person, ${cohort} AS cohort, argMin(value, place) AS v
      FROM (${source})
      GROUP BY person ${everyTime ? ', cohort' : ''} ${firstEver ? 'HAVING argMin(passes, place) = 1' : ''}
    )
    WHERE cohort BETWEEN ${bindings.bind(span.first, 'Date')} AND ${bindings.bind(span.last, 'Date')}`;
}
