import type { CampaignPerformanceQuery } from '@groundswell/contracts';
import type { Query } from '../conditions/bound.js';
import { textOf } from '../conditions/columns.js';
import { eventCondition } from '../conditions/event-condition.js';
import { trafficCondition } from '../conditions/traffic-condition.js';
import { selectedEvents } from '../people-by-period/from-events.js';
import { addDays } from '../periods/calendar.js';
import { sharesOrNobody } from './attribution.query.js';
import type { AttributionContext } from './context.js';
import { journeys } from './journeys.query.js';

export type PerformanceContext = AttributionContext & { performance: CampaignPerformanceQuery };

/** Rows (person, day, at, revenue): who signed up in the range, the first time ever. */
export function signups(context: PerformanceContext): string {
  const { performance, bindings } = context;
  const first = selectedEvents(
    context,
    performance.signup ?? {},
    { from: null, to: performance.to },
    'toUnixTimestamp64Milli(timestamp) AS instant',
  );
  const range = [performance.from, performance.to].map((day) => bindings.bind(day, 'Date')).join(' AND ');
  return `
    SELECT person, first_day AS day, first_at AS at, toFloat64(0) AS revenue
    FROM (SELECT person, min(day) AS first_day, min(instant) AS first_at FROM (${first}) GROUP BY person)
    WHERE first_day BETWEEN ${range}`;
}

/** Rows (person, key, share): how each sign-up is shared out. */
function shared(context: PerformanceContext): string {
  const { performance } = context;
  return `
    SELECT person, part.1 AS key, part.2 AS share
    FROM (SELECT person, ${sharesOrNobody(context, performance.model)} AS shares FROM (${journeys(context, { nulls: false })}))
    ARRAY JOIN shares AS part`;
}

/**
 * Rows (key, day, offset, signups, active, revenue) of those who signed up on a day: `offset` -1 counts them; else the
 * shares of those who were active so many days later, and what they brought then.
 */
export function performanceRows(context: PerformanceContext, last: number): Query {
  const { bindings } = context;
  const people = `SELECT person, day FROM (${signups(context)})`;
  return {
    query: `
      SELECT key, toString(facts.day) AS day, facts.offset AS offset, sum(share) AS signups,
             sum(share * facts.active) AS active, sum(share * facts.revenue) AS revenue
      FROM (${shared(context)}) AS shares
      INNER JOIN (
        SELECT person, day, toInt32(-1) AS offset, 0 AS active, toFloat64(0) AS revenue FROM (${people})
        UNION ALL
        SELECT later.person AS person, made.day AS day, toInt32(dateDiff('day', made.day, later.seen)) AS offset,
               max(later.was_active) AS active, sum(later.paid) AS revenue
        FROM (${after(context, last)}) AS later
        INNER JOIN (${people}) AS made ON later.person = made.person
        WHERE offset BETWEEN 0 AND ${bindings.bind(last, 'Int32')}
        GROUP BY person, day, offset
      ) AS facts ON shares.person = facts.person
      GROUP BY key, day, offset`,
    query_params: bindings.values,
  };
}

/** Rows (person, seen, was_active, paid) of events from the range on. */
function after(context: PerformanceContext, last: number): string {
  const { performance, project, people, bindings } = context;
  const day = `toDate(timestamp, ${bindings.bind(project.timeZone, 'String')})`;
  const { event, property } = performance.revenue;
  const text = textOf(property.startsWith('properties.') ? property : `properties.${property}`);
  const number = `ifNull(toFloat64OrNull(${text}), 0)`;
  const pays = event === undefined ? '1' : `event = ${bindings.bind(event, 'String')}`;
  return `
    SELECT ${people.person} AS person, ${day} AS seen,
           toUInt8(${eventCondition({}, project, bindings)}) AS was_active,
           if(${pays} AND isFinite(${number}), ${number}, 0) AS paid
    FROM events ${people.join}
    WHERE project_id = ${bindings.bind(project.id, 'UInt32')} AND ${trafficCondition(performance.traffic)}
      AND local_date BETWEEN ${bindings.bind(addDays(performance.from, -1), 'Date')}
        AND ${bindings.bind(addDays(performance.to, last + 1), 'Date')}`;
}
