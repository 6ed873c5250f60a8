import type { CampaignPerformanceQuery } from '@groundswell/contracts';
import type { Query } from '../conditions/bound.js';
import { filterObstacle } from '../conditions/choose-source.js';
import { finiteAt, propertyOf } from '../conditions/columns.js';
import { eventCondition } from '../conditions/event-condition.js';
import { trafficCondition } from '../conditions/traffic-condition.js';
import { selectedEvents } from '../people-by-period/from-events.js';
import { periodsFromRollup } from '../people-by-period/from-rollup.js';
import { addDays } from '../periods/calendar.js';
import { AT_ONCE, keyOrNobody, sharesOf } from './attribution.query.js';
import type { AttributionContext } from './context.js';
import { journeys } from './journeys.query.js';

export type PerformanceContext = AttributionContext & { performance: CampaignPerformanceQuery };

/** What tells who is new: the rollup where it can, so that the events of the past are not read, unless events are asked for. */
export function newBy({ engine, signup }: CampaignPerformanceQuery): 'rollup' | 'events' {
  return engine === 'auto' && filterObstacle(signup?.filters) === null ? 'rollup' : 'events';
}

/** Rows (person): who signed up in the range, the first time ever. */
export function newcomers(context: PerformanceContext): string {
  const { performance, bindings } = context;
  return bindings.once('newcomers', () =>
    newBy(performance) === 'rollup' ? newByRollup(context) : newByEvents(context),
  );
}

function newByRollup(context: PerformanceContext): string {
  const { performance, bindings } = context;
  const { from, to } = performance;
  const before = bindings.bind(addDays(from, -1), 'Date');
  const days = periodsFromRollup({ ...context, span: { first: from } }, performance.signup ?? {}, {
    ...{ from: null, to },
  });
  return `
    SELECT arrayJoin(bitmapToArray(bitmapAndnot(groupBitmapOrStateIf(people, period > ${before}),
             groupBitmapOrStateIf(people, period <= ${before})))) AS person
    FROM (${days})`;
}

function newByEvents(context: PerformanceContext): string {
  const { performance, bindings } = context;
  const { from, to } = performance;
  const ever = selectedEvents(context, performance.signup ?? {}, { from: null, to });
  return `SELECT person FROM (${ever}) GROUP BY person HAVING min(day) >= ${bindings.bind(from, 'Date')}`;
}

/** Rows (person, day, at, revenue): their first event of the range. */
export function signups(context: PerformanceContext): string {
  const { from, to, signup } = context.performance;
  const first = selectedEvents(
    ...([context, signup ?? {}, { from, to }, 'toUnixTimestamp64Milli(timestamp) AS instant'] as const),
  );
  return `
    SELECT person, min(day) AS day, min(instant) AS at, toFloat64(0) AS revenue
    FROM (${first}) WHERE person IN (${newcomers(context)})
    GROUP BY person`;
}

/** Rows (person, day, key, share): how each sign-up is shared out. */
function shared(context: PerformanceContext): string {
  const { performance, project, bindings } = context;
  return `
    SELECT person, day, ${keyOrNobody('part.1', context)} AS key, part.2 AS share
    FROM (
      SELECT person, toDate(fromUnixTimestamp64Milli(at), ${bindings.bind(project.timeZone, 'String')}) AS day,
             ${sharesOf(context, performance.model)} AS shares
      FROM (${journeys(context, { nulls: false })})
    )
    ARRAY JOIN shares AS part`;
}

/**
 * Rows (key, day, offset, signups, active, revenue) of those who signed up on a day: `offset` -1 counts them; else the
 * shares of those who were there so many days later, and what they brought then.
 */
export function performanceRows(context: PerformanceContext, last: number): Query {
  const { bindings } = context;
  return {
    query: `
      SELECT key, toString(day) AS day, fact.1 AS offset, sum(share) AS signups,
             sum(share * fact.2) AS active, sum(share * fact.3) AS revenue
      FROM (
        SELECT key, day, share,
               arrayMap(one -> (toInt32(dateDiff('day', day, one.1)), one.2, one.3), later) AS all_facts,
               arrayFilter(one -> one.1 BETWEEN 0 AND ${bindings.bind(last, 'Int32')}, all_facts) AS facts
        FROM (${shared(context)}) AS shares
        LEFT JOIN (
          SELECT person, groupArray((seen, active, paid)) AS later
          FROM (
            SELECT person, seen, max(was_active) AS active, sum(brought) AS paid
            FROM (${after(context, last)})
            GROUP BY person, seen
          )
          GROUP BY person
        ) AS facts_later ON shares.person = facts_later.person
      )
      ARRAY JOIN arrayPushFront(facts, (toInt32(-1), toUInt8(0), toFloat64(0))) AS fact
      GROUP BY key, day, offset
      ${AT_ONCE}`,
    query_params: bindings.values,
  };
}

/** Rows (person, seen, was_active, brought) of events of those who signed up, from the range on. */
function after(context: PerformanceContext, last: number): string {
  const { performance, project, people, bindings } = context;
  const day = `toDate(timestamp, ${bindings.bind(project.timeZone, 'String')})`;
  const { event, property } = performance.revenue;
  const pays = event === undefined ? '1' : `event = ${bindings.bind(event, 'String')}`;
  return `
    SELECT ${people.person} AS person, ${day} AS seen,
           toUInt8(${eventCondition({}, project, bindings)}) AS was_active,
           if(${pays}, ifNull(${finiteAt(propertyOf(property))}, 0), 0) AS brought
    FROM events ${people.join}
    WHERE project_id = ${bindings.bind(project.id, 'UInt32')} AND ${trafficCondition(performance.traffic)}
      AND local_date BETWEEN ${bindings.bind(addDays(performance.from, -1), 'Date')}
        AND ${bindings.bind(addDays(performance.to, last + 1), 'Date')}
      AND ${people.person} IN (${newcomers(context)})`;
}
