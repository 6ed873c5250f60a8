import type { ActiveUsersQuery } from '@groundswell/contracts';
import {
  type BucketedQuery,
  type Measure,
  type PlacedStates,
  bucketExpression,
  bucketedEvents,
  resultsByBucket,
  span,
  windows,
} from '../bucketed/bucketed.query.js';
import type { Bucket } from '../bucketed/buckets.js';
import { Bindings, type Query } from '../conditions/bound.js';
import { rollupsOf } from '../conditions/rollup.js';
import { MergedPeople } from '../identity/merged-people.js';
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
  return bucketedEvents(query, project, buckets, anyMerges, () => PEOPLE);
}

/** One bitmap a day and value before days are multiplied into windows. */
const byDay = (daily: string) =>
  `SELECT day, value, groupBitmapMergeState(state) AS state FROM (${daily}) GROUP BY day, value`;
