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

export interface SumsQuery extends Query {
  /** Where among the totals lie, for each metric, n, Σy, Σy², Σx, Σx², Σxy; of a ratio n, Σm, Σm², Σd, Σd², Σmd. */
  places: number[][];
  /** Where the number of people lies of whom some value is not told. */
  undecided: number | null;
}

/**
 * Rows: kind (whole, day or s0, s1, …), name, arm, totals. With clusters each is of clusters, and every value a ratio to
 * their people.
 */
export function sumsQuery(
  context: AnalysisContext,
  metrics: SummedMetric[],
  firstDay: string,
  caps: Caps,
): SumsQuery {
  const { people, columns } = valuesOf(context, metrics, firstDay);
  const cut = cutOff(context, metrics, columns, caps, people);
  const { clusterBy, slices } = context.analysis;
  const units = clusterBy === null ? cut : clusters(columns, cut);
  const { parts, places } = listed(
    columns.map((column, index) => partsOf(column, index, clusterBy !== null)),
  );
  const unsure = undecidedOf(columns);
  const cuts = clusterBy === null ? ['day', ...slices.map((_, index) => `s${index}`)] : [];
  const kinds = cuts.map((name) => `grouping(${name}) = 0, '${name}', `).join('');
  const names = cuts.map((name) => `grouping(${name}) = 0, toString(${name}), `).join('');
  const kind = cuts.length === 0 ? `'whole'` : `multiIf(${kinds}'whole')`;
  const name = cuts.length === 0 ? `''` : `multiIf(${names}'')`;
  const sets = ['(arm)', ...cuts.map((one) => `(arm, ${one})`)].join(', ');
  const by = ['arm', ...cuts].join(', ');
  // First by all cuts together, so that everybody is added up once and not once for each cut; and as one list, as a hundred sums
  // take the engine longer to understand than to work out.
  return {
    query: `SELECT ${kind} AS kind, ${name} AS name, arm, sumForEach(parts) AS totals
      FROM (SELECT ${by}, sumForEach([${[...parts, ...unsure].join(', ')}]) AS parts FROM (${units}) GROUP BY ${by})
      GROUP BY GROUPING SETS (${sets})`,
    query_params: context.bindings.values,
    places,
    undecided: unsure.length === 0 ? null : parts.length,
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
  const unsure = columns.flatMap(({ mayBeUndecided }, index) =>
    mayBeUndecided ? [`sum(u${index}) AS u${index}`] : [],
  );
  return `SELECT arm, cluster, ${[...sums, ...unsure].join(', ')} FROM (${people}) GROUP BY arm, cluster`;
}

/** Each sum once, however many metrics it is of, and where those of each metric are. */
function listed(ofMetrics: string[][]): { parts: string[]; places: number[][] } {
  const parts = [...new Set(ofMetrics.flat())];
  const place = new Map(parts.map((part, index) => [part, index]));
  return { parts, places: ofMetrics.map((of) => of.map((part) => place.get(part)!)) };
}

/** One sum, if any. */
function undecidedOf(columns: MetricColumns[]): string[] {
  const of = columns.flatMap(({ mayBeUndecided }, index) => (mayBeUndecided ? [`u${index}`] : []));
  return of.length === 0 ? [] : [of.join(' + ')];
}

/** What is added up of each person, or cluster, as numbers of one type. */
function partsOf(column: MetricColumns, index: number, isClustered: boolean): string[] {
  if (isClustered || column.shape === 'ratio') {
    const [m, d] = [`m${index}`, `d${index}`];
    return [
      isClustered ? `toFloat64(${d} > 0)` : 'toFloat64(1)',
      m,
      `${m} * ${m}`,
      d,
      `${d} * ${d}`,
      `${m} * ${d}`,
    ];
  }
  const [y, x] = [`y${index}`, `x${index}`];
  const squared = (value: string) => (column.isShare ? value : `${value} * ${value}`);
  const covariate = column.hasCovariate ? [x, squared(x), `${y} * ${x}`] : [];
  return [`toFloat64(${isCounted(column, index)})`, y, squared(y), ...covariate];
}
