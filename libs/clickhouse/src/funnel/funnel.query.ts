import { type FunnelQuery, WINDOW_SECONDS } from '@groundswell/contracts';
import { Bindings, type Query } from '../conditions/bound.js';
import { textOf } from '../conditions/columns.js';
import { trafficCondition } from '../conditions/traffic-condition.js';
import { MOST_VALUES, NONE } from '../conditions/values.js';
import { MergedPeople } from '../identity/merged-people.js';
import { Calendar, addDays } from '../periods/calendar.js';
import { isOfPeople } from '../persons/people-by-value.js';
import { type PersonValue, valueOfPerson } from '../persons/value-of-person.js';
import type { ProjectSettings } from '../project-settings.js';
import { type Packing, packingOf } from '../sequences/packed-events.js';
import { chainsOf, noEvent } from './chains.js';
import { marksFor, marksOfEvents } from './marks.js';

/** Seconds at which the bars of times to convert begin. */
export const TIME_BINS = [
  0, 10, 30, 60, 180, 600, 1_800, 3_600, 10_800, 21_600, 43_200, 86_400, 172_800, 259_200, 604_800, 1_209_600,
  2_592_000,
];

/**
 * Rows: `kind` (whole, value or bucket), `name`, and arrays by step: `users`,
 * `fromPrevious` and `fromFirst` (median seconds). `times`: the bins' beginnings and the people who finished in each.
 */
export function funnelFromEvents(query: FunnelQuery, project: ProjectSettings, anyMerges: boolean): Query {
  const bindings = new Bindings();
  const people = peopleInFunnel(query, project, anyMerges, bindings);
  const { breakdown, trend, steps } = query;
  const sets = [breakdown ? '(value)' : '', trend ? '(bucket)' : '', '()'].filter(Boolean).join(', ');
  const kind = [
    ...(breakdown ? [`grouping(value) = 0, 'value'`] : []),
    ...(trend ? [`grouping(bucket) = 0, 'bucket'`] : []),
  ];
  const rows = `
    SELECT ${kind.length > 0 ? `multiIf(${kind.join(', ')}, 'whole')` : `'whole'`} AS kind,
           ${nameOf(query)} AS name, ${figuresOf(steps.length, bindings)}
    FROM (${people}) GROUP BY GROUPING SETS (${sets})`;
  // Values have a limit, all together and periods have none.
  return {
    query: `SELECT * FROM (${rows}) ORDER BY kind = 'value', users[1] DESC, name
      LIMIT ${MOST_VALUES} BY kind, if(kind = 'value', '', name)`,
    query_params: bindings.values,
  };
}

/** Step by step, not by functions of whole arrays (`-ForEach`), which take the engine twice as long. */
function figuresOf(steps: number, bindings: Bindings): string {
  const each = (figure: (step: number) => string) =>
    `[${Array.from({ length: steps }, (_, index) => figure(index + 1)).join(', ')}]`;
  const reached = (step: number) => `length(since) >= ${step}`;
  const median = (ms: string, step: number) =>
    `quantileExactInclusiveIf(0.5)((${ms}) / 1000, ${reached(step)})`;
  const bins = bindings.bind(
    TIME_BINS.map((seconds) => seconds * 1000),
    'Array(Int64)',
  );
  return `
    ${each((step) => `countIf(${reached(step)})`)} AS users,
    ${each((step) => (step === 1 ? '0' : median(`since[${step}] - since[${step - 1}]`, step)))} AS fromPrevious,
    ${each((step) => (step === 1 ? '0' : median(`since[${step}]`, step)))} AS fromFirst,
    sumMapIf([intDiv(roundDown(since[${steps}], ${bins}), 1000)], [toUInt64(1)], ${reached(steps)}) AS times`;
}

function nameOf({ breakdown, trend }: FunnelQuery): string {
  if (breakdown && trend) return `if(grouping(value) = 0, value, toString(bucket))`;
  if (breakdown) return 'value';
  return trend ? 'toString(bucket)' : `''`;
}

/**
 * Everybody who began, by their best attempt: rows person, `since` (for each step reached, ms since the first) and, where
 * the question needs them, value and bucket.
 */
export function peopleInFunnel(
  query: FunnelQuery,
  project: ProjectSettings,
  anyMerges: boolean,
  bindings: Bindings,
): string {
  const seconds = query.window.value * WINDOW_SECONDS[query.window.unit];
  const until = addDays(query.to, Math.ceil(seconds / 86_400) + 2);
  const { start, count } = marksFor(query);
  const packing = packingOf(query.from, until, count);
  const { levels, parts, depth, reached } = chainsOf(query, packing, bindings.bind(seconds * 1000, 'Int64'));
  const kept = isOfEvents(query.breakdown) ? 'person, texts' : 'person';
  const packed = sequences(query, project, until, packing, anyMerges, bindings);
  const chained = levels.reduce(
    (inner, columns) => (columns.length === 0 ? inner : `SELECT *, ${columns.join(', ')} FROM (${inner})`),
    packed,
  );
  const attempts = `arrayFilter(z -> ${packing.hasMark('z.1', start)}, arrayZip(packed, ${parts.join(', ')}))`;
  const judged = `
    SELECT ${kept}, attempts, arrayMap(z -> toUInt8(${depth}), attempts) AS depths
    FROM (SELECT ${kept}, ${attempts} AS attempts FROM (${chained}))`;
  const chosen = `
    SELECT ${kept}, d, attempts[indexOf(depths, d)] AS z
    FROM (SELECT *, arrayMax(depths) AS d FROM (${judged})) WHERE d > 0`;
  const best = `SELECT ${kept}, d, arraySlice(${reached}, 1, d) AS at FROM (${chosen})`;
  // Of people it is asked once they have gone through the funnel, not of each of their events.
  const split = isOfPeople(query.breakdown)
    ? valueOfPerson(query.breakdown, 'best.person', project, bindings)
    : null;
  const value = query.breakdown
    ? `, ${split ? valueThere(query, split, bindings) : valueOf(query, bindings)} AS value`
    : '';
  const bucket = query.trend
    ? `, ${new Calendar(project.weekStart).sql(query.trend, `toDate(${packing.instant('at[1]')}, ${bindings.bind(project.timeZone, 'String')})`)} AS bucket`
    : '';
  const since = `arrayMap(event -> ${packing.millisBetween('at[1]', 'event')}, at) AS since`;
  return `SELECT person, ${since}${value}${bucket} FROM (${best}) AS best ${split?.join ?? ''}`;
}

/** A breakdown whose values events have themselves. */
const isOfEvents = (breakdown: string | undefined): breakdown is string =>
  breakdown !== undefined && !isOfPeople(breakdown);

/** What is known of the person; somebody who did not get to the step has none. */
function valueThere({ breakdownStep }: FunnelQuery, { text }: PersonValue, bindings: Bindings): string {
  const none = bindings.bind(NONE, 'String');
  return `if(d > ${breakdownStep}, ifNull(${text}, ${none}), ${none})`;
}

/** The breakdown's value at the step's event; somebody who did not get there has none. */
function valueOf({ breakdownStep }: FunnelQuery, bindings: Bindings): string {
  const found = `arrayFirst(pair -> tupleElement(pair, 1) = at[${breakdownStep + 1}], texts)`;
  return `if(d > ${breakdownStep}, tupleElement(${found}, 2), ${bindings.bind(NONE, 'String')})`;
}

/**
 * Per person: `packed`, the events that matter in their order and then none, and `texts`, the breakdown's values of steps.
 * @param until the last day on which anything counts
 */
function sequences(
  query: FunnelQuery,
  project: ProjectSettings,
  until: string,
  packing: Packing,
  anyMerges: boolean,
  bindings: Bindings,
): string {
  const people = new MergedPeople(anyMerges, project.id, bindings);
  const zone = bindings.bind(project.timeZone, 'String');
  const [from, to] = [query.from, query.to].map((day) => bindings.bind(day, 'Date'));
  const inRange = `toDate(timestamp, ${zone}) BETWEEN ${from} AND ${to}`;
  const { marks, needed } = marksOfEvents(query, project, inRange, bindings);
  const none = bindings.bind(NONE, 'String');
  const text = isOfEvents(query.breakdown) ? `, ifNull(${textOf(query.breakdown)}, ${none}) AS text` : '';
  const texts = isOfEvents(query.breakdown)
    ? `, groupArrayIf((act, text), ${query.steps.map((_, step) => packing.hasMark('act', step)).join(' OR ')}) AS texts`
    : '';
  return `
    SELECT person, arrayPushBack(arraySort(groupArray(act)), ${noEvent(query, packing)}) AS packed${texts}
    FROM (
      SELECT ${people.person} AS person, ${packing.event(marks)} AS act${text}
      FROM events ${people.join}
      WHERE project_id = ${bindings.bind(project.id, 'UInt32')}
        AND local_date BETWEEN ${bindings.bind(addDays(query.from, -1), 'Date')} AND ${bindings.bind(until, 'Date')}
        AND toDate(timestamp, ${zone}) >= ${from} AND ${trafficCondition(query.traffic)} AND (${needed}))
    GROUP BY person HAVING arrayExists(x -> ${packing.hasMark('x', marksFor(query).start)}, packed)`;
}
