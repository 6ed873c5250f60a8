import type { Query } from '../conditions/bound.js';
import type { AnalysisContext } from './analysis.js';
import { type MetricColumns, type SummedDefinition, metricColumns } from './metric-columns.js';
import { PersonReading } from './person-reading.js';
import { personValues } from './person-values.query.js';

export interface SummedMetric {
  id: number;
  definition: SummedDefinition;
}
/** At which the values, or numerators and denominators, of a person are cut off. */
export type Caps = Map<number, number[]>;

const capped = (definition: SummedDefinition) => ('cap' in definition ? definition.cap : undefined);
export const needsQuantile = ({ definition }: SummedMetric): boolean => {
  const cap = capped(definition);
  return cap !== undefined && 'quantile' in cap;
};

/** What the metrics make of everybody's events. */
function valuesOf(context: AnalysisContext, metrics: SummedMetric[], firstDay: string) {
  const reading = new PersonReading(context);
  const columns = metrics.map(({ definition }, index) => metricColumns(context, reading, definition, index));
  const ofPerson = columns.flatMap((column) => column.ofPerson);
  return { columns, people: personValues(context, reading, ofPerson, firstDay) };
}

/** One row: for each metric that is capped at a quantile c<id>, the caps of its parts. */
export function capsQuery(context: AnalysisContext, metrics: SummedMetric[], firstDay: string): Query {
  const { people, columns } = valuesOf(context, metrics, firstDay);
  const caps = metrics.map(({ id, definition }, index) => {
    const cap = capped(definition);
    const level = cap && 'quantile' in cap ? cap.quantile : 1;
    const quantile = (value: string, of: string) => `quantileExactInclusiveIf(${level})(${value}, ${of} > 0)`;
    const parts =
      columns[index]?.shape === 'ratio'
        ? // Over the same people: who has something to divide by.
          [quantile(`m${index}`, `d${index}`), quantile(`d${index}`, `d${index}`)]
        : [quantile(`y${index}`, `y${index}`)];
    return `[${parts.join(', ')}] AS c${id}`;
  });
  return {
    query: `SELECT ${caps.join(', ')} FROM (${people})`,
    query_params: context.bindings.values,
  };
}

/**
 * Rows: kind (whole, day or s0, s1, …), name, arm, and for each metric q<number>: n, Σy, Σy², Σx, Σx², Σxy; of a
 * ratio n, Σm, Σm², Σd, Σd², Σmd. With clusters each is of clusters, and every value a ratio to their people.
 */
export function sumsQuery(
  context: AnalysisContext,
  metrics: SummedMetric[],
  firstDay: string,
  caps: Caps,
): Query {
  const { people, columns } = valuesOf(context, metrics, firstDay);
  const cut = cutOff(context, metrics, columns, caps, people);
  const { clusterBy, slices } = context.analysis;
  const units = clusterBy === null ? cut : clusters(columns, cut);
  const sums = columns.map((column, index) => `${sumsOf(column, index, clusterBy !== null)} AS q${index}`);
  const cuts = clusterBy === null ? ['day', ...slices.map((_, index) => `s${index}`)] : [];
  const kinds = cuts.map((name) => `grouping(${name}) = 0, '${name}', `).join('');
  const names = cuts.map((name) => `grouping(${name}) = 0, toString(${name}), `).join('');
  const kind = cuts.length === 0 ? `'whole'` : `multiIf(${kinds}'whole')`;
  const name = cuts.length === 0 ? `''` : `multiIf(${names}'')`;
  const sets = ['(arm)', ...cuts.map((one) => `(arm, ${one})`)].join(', ');
  const totals = columns.map((_, index) => `sumForEach(q${index}) AS q${index}`).join(', ');
  // First by all cuts together, so that everybody is added up once and not once for each cut.
  return {
    query: `SELECT ${kind} AS kind, ${name} AS name, arm, ${totals}
      FROM (SELECT ${['arm', ...cuts, ...sums].join(', ')} FROM (${units}) GROUP BY ${['arm', ...cuts].join(', ')})
      GROUP BY GROUPING SETS (${sets})`,
    query_params: context.bindings.values,
  };
}

function cutOff(
  context: AnalysisContext,
  metrics: SummedMetric[],
  columns: MetricColumns[],
  caps: Caps,
  people: string,
): string {
  const replaced = metrics.flatMap(({ id, definition }, index) => {
    const cap = capped(definition);
    const at = cap && 'value' in cap ? [cap.value] : caps.get(id);
    if (!at) return [];
    const least = (name: string, most: number | undefined) =>
      most === undefined
        ? []
        : [`least(${name}${index}, ${context.bindings.bind(String(most), 'Float64')}) AS ${name}${index}`];
    if (columns[index]?.shape === 'ratio') return [...least('m', at[0]), ...least('d', at[1])];
    return [...least('y', at[0]), ...(columns[index]?.hasCovariate ? least('x', at[0]) : [])];
  });
  return replaced.length === 0 ? people : `SELECT * REPLACE (${replaced.join(', ')}) FROM (${people})`;
}

const isCounted = ({ ofPerson }: MetricColumns, index: number) =>
  ofPerson.some((column) => column.endsWith(` AS e${index}`)) ? `e${index}` : '1';

/** People of a cluster together: values as m, and d the people they are of. */
function clusters(columns: MetricColumns[], people: string): string {
  const sums = columns.map((column, index) =>
    column.shape === 'ratio'
      ? `sum(m${index}) AS m${index}, sum(d${index}) AS d${index}`
      : `sum(y${index}) AS m${index}, toFloat64(sum(${isCounted(column, index)})) AS d${index}`,
  );
  return `SELECT arm, cluster, ${sums.join(', ')} FROM (${people}) GROUP BY arm, cluster`;
}

function sumsOf(column: MetricColumns, index: number, isClustered: boolean): string {
  const sum = (of: string) => `sum(${of})`;
  if (isClustered || column.shape === 'ratio') {
    const [m, d] = [`m${index}`, `d${index}`];
    const n = isClustered ? `toFloat64(countIf(${d} > 0))` : 'toFloat64(count())';
    return `[${[n, sum(m), sum(`${m} * ${m}`), sum(d), sum(`${d} * ${d}`), sum(`${m} * ${d}`)].join(', ')}]`;
  }
  const [y, x] = [`y${index}`, `x${index}`];
  const n = `toFloat64(sum(${isCounted(column, index)}))`;
  const covariate = column.hasCovariate ? [sum(x), sum(`${x} * ${x}`), sum(`${y} * ${x}`)] : [];
  return `[${[n, sum(y), sum(`${y} * ${y}`), ...covariate].join(', ')}]`;
}
