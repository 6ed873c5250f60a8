import type { Query } from '../conditions/bound.js';
import { keyOfCode } from './arrival-dictionary.query.js';
import { AT_ONCE } from './attribution.query.js';
import type { AttributionContext } from './context.js';
import { journeys } from './journeys.query.js';

/** Days from the first touch to the conversion at which one class ends and the next begins. */
export const TIME_BOUNDS = [0, 1 / 24, 1, 3, 7, 14, 30] as const;
/** Paths with so many touches or more are one class. */
export const MOST_TOUCHES = 10;
const DAY_MS = 86_400_000;

/** Rows (keys, conversions, nulls, revenue, medianMs): paths that are the same from touch to touch, the most frequent first. */
export function topPaths(context: AttributionContext, limit: number): Query {
  const { bindings } = context;
  const keys = `arrayMap(code -> ${keyOfCode('code', context, `''`)}, codes)`;
  return {
    query: `
      SELECT ${keys} AS keys, made AS conversions, missed AS nulls, brought AS revenue, median AS medianMs
      FROM (
        SELECT codes, sum(converted) AS made, count() - made AS missed, sum(revenue) AS brought,
               quantileExactInclusiveIf(0.5)(at - times[1], converted = 1 AND notEmpty(times)) AS median
        FROM (${journeys(context, { nulls: true })})
        GROUP BY codes
      )
      ORDER BY conversions DESC, nulls DESC, keys
      LIMIT ${bindings.bind(limit, 'UInt32')}
      ${AT_ONCE}`,
    query_params: bindings.values,
  };
}

/** Rows (touches, class, conversions, nulls, revenue); `class` is the place in TIME_BOUNDS from 1, 0 without a touch. */
export function pathShapes(context: AttributionContext): Query {
  const bounds = context.bindings.bind(
    TIME_BOUNDS.map((days) => days * DAY_MS),
    'Array(Float64)',
  );
  return {
    query: `
      SELECT least(length(codes), ${MOST_TOUCHES}) AS touches,
             if(empty(times), 0, arrayLastIndex(bound -> at - times[1] >= bound, ${bounds})) AS class,
             sum(converted) AS conversions, count() - conversions AS nulls, sum(revenue) AS revenue
      FROM (${journeys(context, { nulls: true })})
      GROUP BY touches, class
      ${AT_ONCE}`,
    query_params: context.bindings.values,
  };
}
