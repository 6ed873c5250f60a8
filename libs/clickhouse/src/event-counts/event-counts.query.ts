import type { EventCountsQuery } from '@groundswell/contracts';
import { type Measure, bucketedEvents } from '../bucketed/bucketed.query.js';
import type { Bucket } from '../bucketed/buckets.js';
import type { Query } from '../conditions/bound.js';
import { finiteAt, textOf } from '../conditions/columns.js';
import type { ProjectSettings } from '../project-settings.js';

/** Rows: bucket, breakdown, whole (1: all values together), result. */
export function eventCountsFromEvents(
  query: EventCountsQuery,
  project: ProjectSettings,
  buckets: Bucket[],
  anyMerges: boolean,
): Query {
  return bucketedEvents(query, project, buckets, anyMerges, () => measureOf(query));
}

function measureOf({ measure, property }: EventCountsQuery): Measure {
  switch (measure) {
    case 'events':
      return { state: 'countState()', result: 'countMerge(state)' };
    case 'usersPerEvent':
      return {
        state: 'tuple(groupBitmapState(person), countState())',
        result: 'groupBitmapMerge(tupleElement(state, 1)) / countMerge(tupleElement(state, 2))',
      };
    default:
      return { ...NUMBERS[measure], columns: `, ${numberOf(property ?? '')} AS number` };
  }
}

/** Percentiles between two numbers lie on the line between them, as R-7 of Hyndman and Fan (1996), numpy's default. */
const percentile = (level: number): Measure => ({
  state: `quantileExactInclusiveState(${level})(number)`,
  result: `quantileExactInclusiveMerge(${level})(state)`,
});

const NUMBERS = {
  sum: { state: 'sumState(number)', result: 'ifNull(sumMerge(state), 0)' },
  avg: { state: 'avgState(number)', result: 'avgMerge(state)' },
  p50: percentile(0.5),
  p90: percentile(0.9),
  p99: percentile(0.99),
} satisfies Record<string, Measure>;

/** Null for what is no finite number; aggregates step over it. A column of texts may spell numbers, as versions do. */
function numberOf(property: string): string {
  if (property.startsWith('properties.')) return finiteAt(property);
  const number = `toFloat64OrNull(${textOf(property)})`;
  return `if(isFinite(ifNull(${number}, nan)), ${number}, NULL)`;
}
