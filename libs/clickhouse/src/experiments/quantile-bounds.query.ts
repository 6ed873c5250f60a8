import type { MetricDefinition } from '@groundswell/contracts';
import type { AnalysisContext } from './analysis.js';
import { inTime } from './metric-columns.js';
import { PersonReading } from './person-reading.js';
import { personValues } from './person-values.query.js';
import type { Query } from '../conditions/bound.js';

export type QuantileDefinition = Extract<MetricDefinition, { type: 'quantile' }>;

/** Rows: arm, list (all values of a person). */
function valuesOfPeople(context: AnalysisContext, definition: QuantileDefinition, firstDay: string): string {
  const reading = new PersonReading(context);
  const list = reading.values(definition.of, inTime(context, definition));
  return personValues(context, reading, [`${list} AS list`], firstDay);
}

/** Rows: arm, n (values). */
export function valueCounts(
  context: AnalysisContext,
  definition: QuantileDefinition,
  firstDay: string,
): Query {
  const people = valuesOfPeople(context, definition, firstDay);
  return {
    query: `SELECT arm, sum(length(list)) AS n FROM (${people}) GROUP BY arm`,
    query_params: context.bindings.values,
  };
}

/** Rows: arm, people, value (the quantile; of no values NaN). */
export function quantilesQuery(
  context: AnalysisContext,
  definition: QuantileDefinition,
  firstDay: string,
): Query {
  const people = valuesOfPeople(context, definition, firstDay);
  return {
    query: `SELECT arm, count() AS people, quantileExactInclusiveArray(${definition.quantile})(list) AS value
      FROM (${people}) GROUP BY arm`,
    query_params: context.bindings.values,
  };
}

/** Rows: arm, bounds (the quantiles at the levels of that arm). @param levels of each arm */
export function boundsQuery(
  context: AnalysisContext,
  definition: QuantileDefinition,
  firstDay: string,
  levels: Map<number, number[]>,
): Query {
  const people = valuesOfPeople(context, definition, firstDay);
  const arms = [...levels].map(
    ([
      arm,
      list,
    ]) => `SELECT toInt16(${arm}) AS arm, quantilesExactInclusiveArray(${list.join(', ')})(list) AS bounds
      FROM people WHERE people.arm = ${arm}`,
  );
  return {
    query: `WITH people AS (${people}) ${arms.join(' UNION ALL ')}`,
    query_params: context.bindings.values,
  };
}

/** Rows: arm, and of the people with values: clusters, Σ and Σ² of values at or below the estimate and of all, Σ of products. */
export function clustersBelow(
  context: AnalysisContext,
  definition: QuantileDefinition,
  firstDay: string,
  estimates: Map<number, number>,
): Query {
  const people = valuesOfPeople(context, definition, firstDay);
  const { bindings } = context;
  const arms = bindings.bind([...estimates.keys()], 'Array(Int16)');
  const at = bindings.bind([...estimates.values()], 'Array(Float64)');
  return {
    query: `SELECT arm, count() AS clusters, sum(below) AS b, sum(below * below) AS bb, sum(told) AS a, sum(told * told) AS aa,
        sum(below * told) AS ba
      FROM (SELECT arm, transform(arm, ${arms}, ${at}, toFloat64(0)) AS estimate,
              toFloat64(arrayCount(value -> value <= estimate, list)) AS below, toFloat64(length(list)) AS told
            FROM (${people}) WHERE notEmpty(list))
      GROUP BY arm`,
    query_params: bindings.values,
  };
}
