import type { ActiveUsersQuery } from '@groundswell/contracts';
import { Bindings, type Query } from '../conditions/bound.js';
import { textOf } from '../conditions/columns.js';
import { eventCondition } from '../conditions/event-condition.js';
import { rollupsOf } from '../conditions/rollup.js';
import { trafficCondition } from '../conditions/traffic-condition.js';
import { MergedPeople } from '../identity/merged-people.js';
import { Calendar, addDays } from '../periods/calendar.js';
import type { ProjectSettings } from '../project-settings.js';
import type { Bucket } from './buckets.js';

/** Values of a breakdown beyond this many are put together as `(other)`. */
export const MOST_VALUES = 50;
export const OTHER = '(other)';
export const NONE = '(none)';

/**
 * People per bucket, from the daily bitmaps. Rows: bucket, breakdown, whole (1: all values together), users.
 */
export function activeUsersFromRollup(
  query: ActiveUsersQuery,
  project: ProjectSettings,
  buckets: Bucket[],
  anyMerges: boolean,
): Query {
  const bindings = new Bindings();
  const people = new MergedPeople(anyMerges, project.id, bindings);
  const { first, last } = span(query, buckets);
  const daily = rollupsOf(query, project.activeEvents, query.traffic, bindings)
    .map(
      ({ table, condition }) => `
    SELECT local_date AS day, ${query.breakdown ? 'toString(platform)' : "''"} AS value, people
    FROM ${table}
    WHERE project_id = ${bindings.bind(project.id, 'UInt32')}
      AND local_date BETWEEN ${bindings.bind(first, 'Date')} AND ${bindings.bind(last, 'Date')}
      AND ${condition}`,
    )
    .join(' UNION ALL ');
  const placed =
    query.trailingDays === undefined
      ? `SELECT ${bucketExpression(query, project, bindings)} AS start, value, people FROM (${daily})`
      : windows(buckets, daily, bindings);
  return { query: union(query, placed, people), query_params: bindings.values };
}

/** The same from the events themselves: days are cut from the timestamps in the project's zone. */
export function activeUsersFromEvents(
  query: ActiveUsersQuery,
  project: ProjectSettings,
  buckets: Bucket[],
  anyMerges: boolean,
): Query {
  const bindings = new Bindings();
  const people = new MergedPeople(anyMerges, project.id, bindings);
  const source = selectedEvents(query, project, buckets, people, bindings);
  const bitmapsBy = (column: string, expression: string) =>
    `SELECT ${expression} AS ${column}, value, groupBitmapState(person) AS people FROM (${source}) GROUP BY ${column}, value`;
  const placed =
    query.trailingDays === undefined
      ? bitmapsBy('start', bucketExpression(query, project, bindings))
      : windows(buckets, bitmapsBy('day', 'day'), bindings);
  const asStored = new MergedPeople(false, project.id, bindings);
  return { query: union(query, placed, asStored), query_params: bindings.values };
}

/**
 * All days that any bucket counts. Windows of calendar months do not begin in the order of the buckets, and a day that a zone
 * stepped over has no hours.
 */
function span({ from, to }: ActiveUsersQuery, buckets: Bucket[]): { first: string; last: string } {
  const days = buckets.map(({ firstDay }) => firstDay).sort();
  return { first: days[0] ?? from, last: buckets.at(-1)?.lastDay ?? to };
}

/** Events that count: their person, instant, local day and breakdown value, rare values put together. */
function selectedEvents(
  query: ActiveUsersQuery,
  project: ProjectSettings,
  buckets: Bucket[],
  people: MergedPeople,
  bindings: Bindings,
): string {
  const { first, last } = span(query, buckets);
  const zone = bindings.bind(project.timeZone, 'String');
  const where = `project_id = ${bindings.bind(project.id, 'UInt32')}
    AND local_date BETWEEN ${bindings.bind(addDays(first, -1), 'Date')} AND ${bindings.bind(addDays(last, 1), 'Date')}
    AND toDate(timestamp, ${zone}) BETWEEN ${bindings.bind(first, 'Date')} AND ${bindings.bind(last, 'Date')}
    AND ${trafficCondition(query.traffic)} AND ${eventCondition(query, project.activeEvents, bindings)}`;
  return `
    SELECT ${people.person} AS person, timestamp AS at, toDate(timestamp, ${zone}) AS day,
           ${valueExpression(query, where, people, bindings)} AS value
    FROM events ${people.join}
    WHERE ${where}`;
}

function valueExpression(
  query: ActiveUsersQuery,
  where: string,
  people: MergedPeople,
  bindings: Bindings,
): string {
  if (!query.breakdown) return "''";
  const text = `ifNull(${textOf(query.breakdown)}, ${bindings.bind(NONE, 'String')})`;
  if (query.breakdown === 'platform') return text;
  const top = `SELECT ${text} AS v FROM events ${people.join} WHERE ${where}
    GROUP BY v ORDER BY groupBitmap(${people.person}) DESC, v LIMIT ${MOST_VALUES}`;
  return `if(${text} IN (${top}), ${text}, ${bindings.bind(OTHER, 'String')})`;
}

function bucketExpression(query: ActiveUsersQuery, project: ProjectSettings, bindings: Bindings): string {
  if (query.interval !== 'hour') return new Calendar(project.weekStart).sql(query.interval, 'day');
  // Hours are counted from the local midnight, so that they are whole in zones that are off by half an hour.
  const zone = bindings.bind(project.timeZone, 'String');
  const midnight = `toUnixTimestamp(toStartOfDay(at, ${zone}))`;
  return `toInt64(${midnight} + intDiv(toUnixTimestamp(at) - ${midnight}, 3600) * 3600)`;
}

/** Unites the bitmaps of each bucket, by value and, beside it, for everything together. */
function union(query: ActiveUsersQuery, placed: string, people: MergedPeople): string {
  const groups = query.breakdown ? 'GROUPING SETS ((start, value), (start))' : 'start, value';
  return `
    SELECT toString(start) AS bucket, value AS breakdown, ${query.breakdown ? 'grouping(value)' : '1'} AS whole,
           bitmapCardinality(${people.bitmap('groupBitmapMergeState(people)')}) AS users
    FROM (${placed})
    GROUP BY ${groups}`;
}

/** Daily bitmaps in every window that holds the day. */
function windows(buckets: Bucket[], daily: string, bindings: Bindings): string {
  const names = bindings.bind(
    buckets.map(({ name }) => name),
    'Array(String)',
  );
  const firsts = bindings.bind(
    buckets.map(({ firstDay }) => firstDay),
    'Array(Date)',
  );
  const lasts = bindings.bind(
    buckets.map(({ lastDay }) => lastDay),
    'Array(Date)',
  );
  return `
    SELECT w.1 AS start, value, people
    FROM (SELECT day, value, groupBitmapMergeState(people) AS people FROM (${daily}) GROUP BY day, value) AS d
    CROSS JOIN (SELECT arrayJoin(arrayZip(${names}, ${firsts}, ${lasts})) AS w) AS b
    WHERE day BETWEEN w.2 AND w.3`;
}
