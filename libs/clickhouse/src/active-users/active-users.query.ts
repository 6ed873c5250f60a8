import type { ActiveUsersQuery } from '@groundswell/contracts';
import {
  type BucketedQuery,
  type Measure,
  type PlacedStates,
  bucketExpression,
  bucketedEvents,
  resultsByBucket,
  span,
  statesFromEvents,
  windows,
} from '../bucketed/bucketed.query.js';
import type { Bucket } from '../bucketed/buckets.js';
import { Bindings, type Query } from '../conditions/bound.js';
import { rollupsOf } from '../conditions/rollup.js';
import { MergedPeople } from '../identity/merged-people.js';
import { isOfPeople, splitGroups } from '../persons/people-by-value.js';
import type { ProjectSettings } from '../project-settings.js';

/**
 * People per bucket, from the daily bitmaps. Rows: bucket, breakdown, whole (1: all values together), result (users).
 */
export function activeUsersFromRollup(
  query: ActiveUsersQuery,
  project: ProjectSettings,
  buckets: Bucket[],
  anyMerges: boolean,
): Query {
  if (isOfPeople(query.breakdown))
    return usersByPeople('rollup', query, query.breakdown, project, buckets, anyMerges);
  const { placed, united, bindings } = statesFromRollup(query, project, buckets, anyMerges);
  return {
    query: resultsByBucket(query, placed, `bitmapCardinality(${united})`),
    query_params: bindings.values,
  };
}

/** Daily bitmaps with the bucket they count in (rows start, value, state), and the people of several of them. */
export function statesFromRollup(
  query: BucketedQuery,
  project: ProjectSettings,
  buckets: Bucket[],
  anyMerges: boolean,
  bindings = new Bindings(),
): PlacedStates & { united: string } {
  const people = new MergedPeople(anyMerges, project.id, bindings);
  const { first, last } = span(query, buckets);
  const daily = rollupsOf(query, project, query.traffic, bindings)
    .map(
      ({ table, people: cut, condition }) => `
    SELECT local_date AS day, ${query.breakdown ? 'toString(platform)' : "''"} AS value, ${cut} AS state
    FROM ${table}
    WHERE project_id = ${bindings.bind(project.id, 'UInt32')}
      AND local_date BETWEEN ${bindings.bind(first, 'Date')} AND ${bindings.bind(last, 'Date')}
      AND ${condition}`,
    )
    .join(' UNION ALL ');
  const placed =
    query.trailingDays === undefined
      ? `SELECT ${bucketExpression(query, project, bindings)} AS start, value, state FROM (${daily})`
      : windows(buckets, byDay(daily), bindings);
  return { placed, united: people.bitmap('groupBitmapMergeState(state)'), bindings };
}

/** Of bucketed events, the people. */
export const PEOPLE: Measure = {
  state: 'groupBitmapState(person)',
  result: 'bitmapCardinality(groupBitmapMergeState(state))',
};

/** The same from the events themselves. */
export function activeUsersFromEvents(
  query: ActiveUsersQuery,
  project: ProjectSettings,
  buckets: Bucket[],
  anyMerges: boolean,
): Query {
  if (isOfPeople(query.breakdown))
    return usersByPeople('events', query, query.breakdown, project, buckets, anyMerges);
  return bucketedEvents(query, project, buckets, anyMerges, () => PEOPLE);
}

/** A person has one value, whatever they did: the same bitmaps as without a breakdown, cut with those of each value. */
function usersByPeople(
  source: 'rollup' | 'events',
  query: ActiveUsersQuery,
  breakdown: string,
  project: ProjectSettings,
  buckets: Bucket[],
  anyMerges: boolean,
): Query {
  const bindings = new Bindings();
  const rows = peopleOfBuckets(source, query, project, buckets, anyMerges, bindings);
  const { groups, values } = splitGroups(breakdown, rows, project, bindings);
  return {
    query: `
      SELECT b.1 AS bucket, s.1 AS breakdown, 0 AS whole, bitmapAndCardinality(b.2, s.2) AS result
      FROM (SELECT arrayJoin(sets) AS s FROM (${values})) ARRAY JOIN ${groups} AS b
      UNION ALL
      SELECT b.1 AS bucket, '' AS breakdown, 1 AS whole, bitmapCardinality(b.2) AS result
      FROM (SELECT arrayJoin(${groups}) AS b)`,
    query_params: bindings.values,
  };
}

/** Rows (key, people): who was there in each bucket, whatever their value. */
export function peopleOfBuckets(
  source: 'rollup' | 'events',
  query: BucketedQuery,
  project: ProjectSettings,
  buckets: Bucket[],
  anyMerges: boolean,
  bindings: Bindings,
): string {
  const whole = { ...query, breakdown: undefined };
  const { placed, united } =
    source === 'rollup'
      ? statesFromRollup(whole, project, buckets, anyMerges, bindings)
      : {
          ...statesFromEvents(whole, project, buckets, anyMerges, () => PEOPLE, bindings),
          united: 'groupBitmapMergeState(state)',
        };
  return `SELECT toString(start) AS key, ${united} AS people FROM (${placed}) GROUP BY key`;
}

/** One bitmap a day and value before days are multiplied into windows. */
const byDay = (daily: string) =>
  `SELECT day, value, groupBitmapMergeState(state) AS state FROM (${daily}) GROUP BY day, value`;
