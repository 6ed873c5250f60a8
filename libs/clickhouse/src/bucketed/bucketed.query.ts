import type { ActiveUsersQuery } from '@groundswell/contracts';
import { Bindings, type Query } from '../conditions/bound.js';
import { eventCondition } from '../conditions/event-condition.js';
import { trafficCondition } from '../conditions/traffic-condition.js';
import { textOf } from '../conditions/columns.js';
import { MOST_VALUES, NONE, OTHER } from '../conditions/values.js';
import { MergedPeople } from '../identity/merged-people.js';
import { isOfPeople } from '../persons/people-by-value.js';
import { Calendar, addDays } from '../periods/calendar.js';
import type { ProjectSettings } from '../project-settings.js';
import type { Bucket } from './buckets.js';
import { splitByPeople } from './split-by-people.js';

/** What reports by bucket and breakdown ask. */
export type BucketedQuery = Omit<ActiveUsersQuery, 'kind'>;

/** An aggregate in two steps, so that events of a day can count in several buckets. */
export interface Measure {
  /** Over events, that have `person` and what `columns` adds. */
  state: string;
  /** Over states named `state`. */
  result: string;
  /** More columns that `state` needs, like `, x AS number`. */
  columns?: string;
}

/** SQL with rows (start, value, state): what counts in which bucket. */
export interface PlacedStates {
  placed: string;
  bindings: Bindings;
}

/** Rows: bucket, breakdown, whole (1: all values together), result. Days are cut from the timestamps in the project's zone. */
export function bucketedEvents(
  query: BucketedQuery,
  project: ProjectSettings,
  buckets: Bucket[],
  anyMerges: boolean,
  measure: (bindings: Bindings) => Measure,
): Query {
  const { placed, result, bindings } = statesFromEvents(query, project, buckets, anyMerges, measure);
  return { query: resultsByBucket(query, placed, result), query_params: bindings.values };
}

export function statesFromEvents(
  query: BucketedQuery,
  project: ProjectSettings,
  buckets: Bucket[],
  anyMerges: boolean,
  measure: (bindings: Bindings) => Measure,
  bindings = new Bindings(),
): PlacedStates & { result: string } {
  const people = new MergedPeople(anyMerges, project.id, bindings);
  const { state, result, columns = '' } = measure(bindings);
  const events = selectedEvents(query, project, buckets, people, bindings, columns);
  const split = isOfPeople(query.breakdown)
    ? splitByPeople(query.breakdown, events, project, bindings)
    : { events, named: (states: string) => states };
  const statesBy = (column: string, expression: string) =>
    `SELECT ${expression} AS ${column}, value, ${state} AS state FROM (${split.events}) GROUP BY ${column}, value`;
  const states =
    query.trailingDays === undefined
      ? statesBy('start', bucketExpression(query, project, bindings))
      : windows(buckets, statesBy('day', 'day'), bindings);
  return { placed: split.named(states), result, bindings };
}

/**
 * All days that any bucket counts. Windows of calendar months do not begin in the order of the buckets, and a day that a zone
 * stepped over has no hours.
 */
export function span({ from, to }: BucketedQuery, buckets: Bucket[]): { first: string; last: string } {
  const days = buckets.map(({ firstDay }) => firstDay).sort();
  return { first: days[0] ?? from, last: buckets.at(-1)?.lastDay ?? to };
}

/** Events that count: their person, instant, local day and, where events have it, breakdown value, rare ones put together. */
function selectedEvents(
  query: BucketedQuery,
  project: ProjectSettings,
  buckets: Bucket[],
  people: MergedPeople,
  bindings: Bindings,
  columns: string,
): string {
  const { first, last } = span(query, buckets);
  const zone = bindings.bind(project.timeZone, 'String');
  const where = `project_id = ${bindings.bind(project.id, 'UInt32')}
    AND local_date BETWEEN ${bindings.bind(addDays(first, -1), 'Date')} AND ${bindings.bind(addDays(last, 1), 'Date')}
    AND toDate(timestamp, ${zone}) BETWEEN ${bindings.bind(first, 'Date')} AND ${bindings.bind(last, 'Date')}
    AND ${trafficCondition(query.traffic)} AND ${eventCondition(query, project, bindings)}`;
  const value = isOfPeople(query.breakdown)
    ? ''
    : `, ${valueExpression(query.breakdown, where, people, bindings)} AS value`;
  return `
    SELECT ${people.person} AS person, timestamp AS at, toDate(timestamp, ${zone}) AS day${value}${columns}
    FROM events ${people.join}
    WHERE ${where}`;
}

function valueExpression(
  breakdown: string | undefined,
  where: string,
  people: MergedPeople,
  bindings: Bindings,
): string {
  if (breakdown === undefined) return `''`;
  const text = `ifNull(${textOf(breakdown)}, ${bindings.bind(NONE, 'String')})`;
  if (breakdown === 'platform') return text;
  // Two levels: a set of people within a key is not known again as the key.
  const top = `SELECT v FROM (SELECT ${text} AS v, ${people.person} AS p FROM events ${people.join} WHERE ${where})
    GROUP BY v ORDER BY groupBitmap(p) DESC, v LIMIT ${MOST_VALUES}`;
  return `if(${text} IN (${top}), ${text}, ${bindings.bind(OTHER, 'String')})`;
}

/** The bucket's first day, or for hours the instant it starts in seconds; of `day` and, for hours, `at`. */
export function bucketExpression(query: BucketedQuery, project: ProjectSettings, bindings: Bindings): string {
  if (query.interval !== 'hour') return new Calendar(project.weekStart).sql(query.interval, 'day');
  // Hours are counted from the local midnight, so that they are whole in zones that are off by half an hour.
  const zone = bindings.bind(project.timeZone, 'String');
  const midnight = `toUnixTimestamp(toStartOfDay(at, ${zone}))`;
  return `toInt64(${midnight} + intDiv(toUnixTimestamp(at) - ${midnight}, 3600) * 3600)`;
}

/** Puts the states of each bucket together, by value and, beside it, for everything together. */
export function resultsByBucket(query: BucketedQuery, placed: string, result: string): string {
  const groups = query.breakdown ? 'GROUPING SETS ((start, value), (start))' : 'start, value';
  return `
    SELECT toString(start) AS bucket, value AS breakdown, ${query.breakdown ? 'grouping(value)' : '1'} AS whole,
           ${result} AS result
    FROM (${placed})
    GROUP BY ${groups}`;
}

/** Daily states in every window that holds the day. */
export function windows(buckets: Bucket[], daily: string, bindings: Bindings): string {
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
    SELECT w.1 AS start, value, state
    FROM (${daily}) AS d
    CROSS JOIN (SELECT arrayJoin(arrayZip(${names}, ${firsts}, ${lasts})) AS w) AS b
    WHERE day BETWEEN w.2 AND w.3`;
}
