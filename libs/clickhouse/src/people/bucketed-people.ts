import type { ActiveUsersQuery, EventCountsQuery, PeopleCell } from '@groundswell/contracts';
import { chooseForActiveUsers } from '../active-users/active-users.js';
import { PEOPLE, statesFromRollup } from '../active-users/active-users.query.js';
import { type BucketedQuery, statesFromEvents } from '../bucketed/bucketed.query.js';
import { type Bucket, bucketsOf } from '../bucketed/buckets.js';
import { checkTrailing } from '../bucketed/by-bucket.js';
import type { Bindings } from '../conditions/bound.js';
import { checkRange, chooseSource } from '../conditions/choose-source.js';
import { type CellContext, type PeopleSet, noSuchCell } from './people-set.js';

type Cell = PeopleCell<'activeUsers'>;

export function activeUsersCell(context: CellContext, query: ActiveUsersQuery, cell: Cell): PeopleSet {
  const source = chooseForActiveUsers(query);
  return { source, people: peopleOf(context, query, cell, source) };
}

/** Those who did what is counted. */
export function eventCountsCell(context: CellContext, query: EventCountsQuery, cell: Cell): PeopleSet {
  checkRange(query);
  checkTrailing(query);
  const source = chooseSource(query.engine, 'it holds people, not how often they did something.');
  return { source, people: peopleOf(context, query, cell, source) };
}

function peopleOf(
  { project, anyMerges, bindings }: CellContext,
  query: BucketedQuery,
  cell: Cell,
  source: 'rollup' | 'events',
): string {
  const buckets = bucketsOf(query, project);
  const bucket = buckets.find(({ name }) => name === cell.bucket) ?? noSuchCell('bucket', cell.bucket);
  if (cell.breakdown !== null && !query.breakdown) noSuchCell('breakdown', cell.breakdown);
  // Which values are rare is told by the whole range; without values the bucket's own days are enough.
  const looked = query.breakdown || query.interval === 'hour' ? buckets : [bucket];
  const { placed, united } =
    source === 'rollup'
      ? statesFromRollup(query, project, looked, anyMerges, bindings)
      : {
          ...statesFromEvents(query, project, looked, anyMerges, () => PEOPLE, bindings),
          united: 'groupBitmapMergeState(state)',
        };
  const value = cell.breakdown === null ? '1' : `value = ${bindings.bind(cell.breakdown, 'String')}`;
  return `SELECT ${united} AS people FROM (${placed}) WHERE toString(start) = ${startOf(bucket, query, bindings)} AND ${value}`;
}

function startOf({ name }: Bucket, { interval }: BucketedQuery, bindings: Bindings): string {
  return bindings.bind(interval === 'hour' ? String(Date.parse(name) / 1000) : name, 'String');
}
