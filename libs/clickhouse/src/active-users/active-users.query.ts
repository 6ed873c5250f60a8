import type { ActiveUsersQuery } from '@groundswell/contracts';
import { Bindings, type Query } from '../conditions/bound.js';
import { textOf } from '../conditions/columns.js';
import { eventCondition } from '../conditions/event-condition.js';
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
  const { first, last } = span(buckets);
  const daily = `
    SELECT local_date AS day, ${query.breakdown ? 'toString(platform)' : "''"} AS value, people
    FROM activity
    WHERE project_id = ${bindings.bind(project.id, 'UInt32')}
      AND local_date BETWEEN ${bindings.bind(first, 'Date')} AND ${bindings.bind(last, 'Date')}
      AND ${eventCondition(query, project.activeEvents, bindings)}`;
  return {
    query: unionPerBucket(query, project, buckets, daily, people, bindings),
    query_params: bindings.values,
  };
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
  if (query.trailingDays === undefined) {
    return { query: distinctPerBucket(query, project, source, bindings), query_params: bindings.values };
  }
  const daily = `SELECT day, value, groupBitmapState(person) AS people FROM (${source}) GROUP BY day, value`;
  const asStored = new MergedPeople(false, project.id, bindings);
  return {
    query: unionPerBucket(query, project, buckets, daily, asStored, bindings),
    query_params: bindings.values,
  };
}

/** All days that any bucket counts. Windows of calendar months do not begin in the order of the buckets. */
function span(buckets: Bucket[]): { first: string; last: string } {
  const days = buckets.map(({ firstDay }) => firstDay).sort();
  return { first: days[0] ?? '', last: buckets.at(-1)?.lastDay ?? '' };
}

/** Events that count: their person, instant, local day and breakdown value, rare values put together. */
function selectedEvents(
  query: ActiveUsersQuery,
  project: ProjectSettings,
  buckets: Bucket[],
  people: MergedPeople,
  bindings: Bindings,
): string {
  const { first, last } = span(buckets);
  const zone = bindings.bind(project.timeZone, 'String');
  const where = `project_id = ${bindings.bind(project.id, 'UInt32')}
    AND local_date BETWEEN ${bindings.bind(addDays(first, -1), 'Date')} AND ${bindings.bind(addDays(last, 1), 'Date')}
    AND toDate(timestamp, ${zone}) BETWEEN ${bindings.bind(first, 'Date')} AND ${bindings.bind(last, 'Date')}
    AND ${eventCondition(query, project.activeEvents, bindings)}`;
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
  const top = `SELECT ${text} AS v FROM events ${people.join} WHERE ${where}
    GROUP BY v ORDER BY uniqExact(${people.person}) DESC, v LIMIT ${MOST_VALUES}`;
  return `if(${text} IN (${top}), ${text}, ${bindings.bind(OTHER, 'String')})`;
}

/** The breakdown and, beside it, everything together, in one pass. */
const groupings = (query: ActiveUsersQuery) =>
  query.breakdown ? 'GROUPING SETS ((bucket, value), (bucket))' : 'bucket, value';
const whole = (query: ActiveUsersQuery) => (query.breakdown ? 'grouping(value)' : '1');

function distinctPerBucket(
  query: ActiveUsersQuery,
  project: ProjectSettings,
  source: string,
  bindings: Bindings,
): string {
  return `
    SELECT ${bucketExpression(query, project, bindings)} AS bucket, value AS breakdown, ${whole(query)} AS whole,
           uniqExact(person) AS users
    FROM (${source})
    GROUP BY ${groupings(query)}`;
}

function bucketExpression(query: ActiveUsersQuery, project: ProjectSettings, bindings: Bindings): string {
  if (query.interval !== 'hour')
    return `toString(${new Calendar(project.weekStart).sql(query.interval, 'day')})`;
  // Hours are counted from the local midnight, so that they are whole in zones that are off by half an hour.
  const zone = bindings.bind(project.timeZone, 'String');
  const midnight = `toUnixTimestamp(toStartOfDay(at, ${zone}))`;
  return `toString(toInt64(${midnight} + intDiv(toUnixTimestamp(at) - ${midnight}, 3600) * 3600))`;
}

/** Unites daily bitmaps into the buckets that hold the day: one, or for trailing windows several. */
function unionPerBucket(
  query: ActiveUsersQuery,
  project: ProjectSettings,
  buckets: Bucket[],
  daily: string,
  people: MergedPeople,
  bindings: Bindings,
): string {
  const users = `bitmapCardinality(${people.bitmap('groupBitmapMergeState(people)')}) AS users`;
  const placed =
    query.trailingDays === undefined
      ? calendarBuckets(query, project, daily)
      : windows(buckets, daily, bindings);
  return `
    SELECT bucket, value AS breakdown, ${whole(query)} AS whole, ${users}
    FROM (${placed})
    GROUP BY ${groupings(query)}`;
}

function calendarBuckets(query: ActiveUsersQuery, project: ProjectSettings, daily: string): string {
  const calendar = new Calendar(project.weekStart);
  const interval = query.interval === 'hour' ? 'day' : query.interval;
  return `SELECT toString(${calendar.sql(interval, 'day')}) AS bucket, value, people FROM (${daily})`;
}

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
    SELECT w.1 AS bucket, value, people
    FROM (SELECT day, value, groupBitmapMergeState(people) AS people FROM (${daily}) GROUP BY day, value) AS d
    CROSS JOIN (SELECT arrayJoin(arrayZip(${names}, ${firsts}, ${lasts})) AS w) AS b
    WHERE day BETWEEN w.2 AND w.3`;
}
