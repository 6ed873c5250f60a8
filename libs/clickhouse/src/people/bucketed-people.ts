import type { ActiveUsersQuery, EventCountsQuery, PeopleCell } from '@groundswell/contracts';
import { chooseForActiveUsers } from '../active-users/active-users.js';
import { PEOPLE, peopleOfBuckets, statesFromRollup } from '../active-users/active-users.query.js';
import { type BucketedQuery, statesFromEvents } from '../bucketed/bucketed.query.js';
import { type Bucket, bucketsOf } from '../bucketed/buckets.js';
import { checkTrailing } from '../bucketed/by-bucket.js';
import type { Bindings } from '../conditions/bound.js';
import { checkRange, chooseSource } from '../conditions/choose-source.js';
import { isOfPeople, splitGroups } from '../persons/people-by-value.js';
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
  context: CellContext,
  asked: BucketedQuery,
  cell: Cell,
  source: 'rollup' | 'events',
): string {
  const { project, anyMerges, bindings } = context;
  const buckets = bucketsOf(asked, project);
  const bucket = buckets.find(({ name }) => name === cell.bucket) ?? noSuchCell('bucket', cell.bucket);
  if (cell.breakdown !== null && !asked.breakdown) noSuchCell('breakdown', cell.breakdown);
  if (isOfPeople(asked.breakdown) && cell.breakdown !== null)
    return withValue(context, asked, asked.breakdown, cell.breakdown, bucket, source);
  const query = cell.breakdown === null ? { ...asked, breakdown: undefined } : asked;
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

/** Of the bucket's people those with the value, which is known of people. */
function withValue(
  { project, anyMerges, bindings }: CellContext,
  query: BucketedQuery,
  breakdown: string,
  value: string,
  bucket: Bucket,
  source: 'rollup' | 'events',
): string {
  const rows = peopleOfBuckets(source, query, project, bucketsOf(query, project), anyMerges, bindings);
  const { groups, values } = splitGroups(breakdown, rows, project, bindings);
  const one = (array: string, name: string) => `arrayFilter(pair -> pair.1 = ${name}, ${array})`;
  const parts = `SELECT bitmapAnd(b.2, s.2) AS part FROM (${values})
    ARRAY JOIN ${one('sets', bindings.bind(value, 'String'))} AS s
    ARRAY JOIN ${one(groups, startOf(bucket, query, bindings))} AS b`;
  return `SELECT groupBitmapOrState(part) AS people FROM (${parts})`;
}

function startOf({ name }: Bucket, { interval }: BucketedQuery, bindings: Bindings): string {
  return bindings.bind(interval === 'hour' ? String(Date.parse(name) / 1000) : name, 'String');
}
