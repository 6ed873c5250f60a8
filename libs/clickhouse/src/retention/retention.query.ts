import type { RetentionQuery } from '@groundswell/contracts';
import { isDeepStrictEqual } from 'node:util';
import { Bindings, type Query } from '../conditions/bound.js';
import { MergedPeople } from '../identity/merged-people.js';
import { Calendar } from '../periods/calendar.js';
import { isOfPeople, splitGroups } from '../persons/people-by-value.js';
import type { ProjectSettings } from '../project-settings.js';
import type { Column } from './columns.js';
import { periodsFromEvents } from '../people-by-period/from-events.js';
import { periodsFromRollup } from '../people-by-period/from-rollup.js';
import {
  NOBODY,
  type PeriodSource,
  emptyPeriods,
  withEmptyPeriods,
} from '../people-by-period/period-source.js';
import type { RetentionContext, RetentionSpan } from './context.js';
import { firstEverCohorts, valuedCohorts } from './events-source.js';

type Build = (
  query: RetentionQuery,
  project: ProjectSettings,
  span: RetentionSpan,
  columns: Column[],
  anyMerges: boolean,
) => Query;

/** From the daily bitmaps. */
export const retentionFromRollup = build(periodsFromRollup);

/** The same from the events themselves: days are cut from the timestamps in the project's zone. */
export const retentionFromEvents = build(periodsFromEvents);

/**
 * Rows: cohort, breakdown, n (-1: the cohort's size), users. People of a cohort and of a period are bitmaps (roaring:
 * Chambi et al. 2016), and who came back is their intersection.
 */
function build(source: PeriodSource): Build {
  return (query, project, span, columns, anyMerges) => {
    const bindings = new Bindings();
    const people = new MergedPeople(anyMerges, project.id, bindings);
    const calendar = new Calendar(project.weekStart);
    const context = { query, project, span, columns, people, bindings, calendar };
    return { query: table(context, source), query_params: bindings.values };
  };
}

/** Which people of a cohort: all, or those who came back in the column, or those who did not. */
export interface RetentionCellPeople {
  cohort: string;
  breakdown: string | null;
  column: Column | null;
  returned: boolean;
}

/** One bitmap: the people of a cell. */
export function retentionPeople(
  source: 'rollup' | 'events',
  query: RetentionQuery,
  project: ProjectSettings,
  span: RetentionSpan,
  columns: Column[],
  cell: RetentionCellPeople,
  anyMerges: boolean,
  bindings: Bindings,
): string {
  const people = new MergedPeople(anyMerges, project.id, bindings);
  const calendar = new Calendar(project.weekStart);
  const context = { query, project, span, columns, people, bindings, calendar };
  const periods = source === 'rollup' ? periodsFromRollup : periodsFromEvents;
  const value = cell.breakdown === null ? '1' : `breakdown = ${bindings.bind(cell.breakdown, 'String')}`;
  const cohort = bindings.bind(cell.cohort, 'Date');
  const members = `SELECT groupBitmapOrState(c.people) AS people FROM (${wantedCohorts(context, periods)}) AS c WHERE cohort = ${cohort} AND ${value}`;
  const { column } = cell;
  if (column === null || (column.from === 0 && cell.returned)) return members;
  if (column.from === 0) return `SELECT ${NOBODY} AS people`;
  // "On or after" has the later periods in each period already.
  const end = [column.from, query.mode === 'onOrAfter' ? column.from : column.to].map(
    (count) => `${ADD[query.period]}(${cohort}, ${bindings.bind(count, 'Int64')})`,
  );
  const back = `SELECT groupBitmapOrState(r.people) AS people FROM (${returns(context, periods)}) AS r WHERE r.period BETWEEN ${end.join(' AND ')}`;
  const both = cell.returned ? 'bitmapAnd' : 'bitmapAndnot';
  return `SELECT ${both}((${members}), (${back})) AS people`;
}

function table(context: RetentionContext, source: PeriodSource): string {
  if (context.query.mode !== 'bracket') return pairs(context, arrays(context, source));
  return `
    WITH cohorts AS (${wantedCohorts(context, source)}), returning AS (${returns(context, source)})
    ${unions(context)}`;
}

function wantedCohorts(context: RetentionContext, source: PeriodSource): string {
  return `SELECT cohort, breakdown, people FROM (${cohorts(context, source)}) WHERE ${isWanted(context, 'cohort', 'people')}`;
}

/** Condition for a cohort of the range that is not empty. */
function isWanted({ span, bindings }: RetentionContext, period: string, people: string): string {
  const within = `${period} BETWEEN ${bindings.bind(span.first, 'Date')} AND ${bindings.bind(span.last, 'Date')}`;
  return `${within} AND bitmapCardinality(${people}) > 0`;
}

/** One row: `cohorts` (cohort, breakdown, people) and `periods` (period, people), as arrays. */
function arrays(context: RetentionContext, source: PeriodSource): string {
  if (asksForTheSame(context.query)) return arraysOfOnePass(context, source);
  return `
    SELECT cohorts, periods
    FROM (SELECT groupArray((cohort, breakdown, people)) AS cohorts FROM (${wantedCohorts(context, source)})) AS c
    CROSS JOIN (SELECT groupArray((period, people)) AS periods FROM (${returns(context, source)})) AS r`;
}

/** Whoever is new in a period and whoever is there in it come from the same bitmaps, which then are read once. */
function asksForTheSame({ cohort, returning, breakdown, mode }: RetentionQuery): boolean {
  if (cohort.kind !== 'firstTime' || breakdown !== undefined || mode !== 'on') return false;
  const { kind: _, ...selection } = cohort;
  return isDeepStrictEqual(selection, returning);
}

function arraysOfOnePass(context: RetentionContext, source: PeriodSource): string {
  const all = source(context, context.query.returning, { from: null, to: context.span.end });
  return `
    SELECT groupArrayIf((period, '', firsts), ${isWanted(context, 'period', 'firsts')}) AS cohorts,
           groupArray((period, people)) AS periods
    FROM (SELECT period, people, bitmapAndnot(people, earlier) AS firsts FROM (${withEarlier(`${all} UNION ALL ${emptyPeriods(reached(context), context.bindings)}`)}))`;
}

function cohorts(context: RetentionContext, source: PeriodSource): string {
  const { breakdown } = context.query;
  if (breakdown === undefined)
    return `SELECT cohort, '' AS breakdown, people FROM (${undividedCohorts(context, source)})`;
  if (isOfPeople(breakdown)) return cohortsByPeople(context, source, breakdown);
  return valuedCohorts(context, breakdown);
}

/** Rows: cohort, people. */
function undividedCohorts(context: RetentionContext, source: PeriodSource): string {
  const { kind } = context.query.cohort;
  if (kind === 'everyTime') return everyTime(context, source);
  return kind === 'firstEver' ? firstEverCohorts(context) : firstTime(context, source);
}

/** A person has one value, whatever they did: cohorts as without a breakdown, cut with the people of each value. */
function cohortsByPeople(context: RetentionContext, source: PeriodSource, breakdown: string): string {
  const { project, bindings } = context;
  const rows = `SELECT cohort AS key, people FROM (${undividedCohorts(context, source)}) WHERE ${isWanted(context, 'cohort', 'people')}`;
  const { groups, values } = splitGroups(breakdown, rows, project, bindings);
  return `
    SELECT c.1 AS cohort, s.1 AS breakdown, bitmapAnd(c.2, s.2) AS people
    FROM (SELECT arrayJoin(sets) AS s FROM (${values})) ARRAY JOIN ${groups} AS c`;
}

function everyTime(context: RetentionContext, source: PeriodSource): string {
  const { query, span } = context;
  const range = { from: span.first, to: span.lastDay };
  return `SELECT period AS cohort, people FROM (${source(context, query.cohort, range)})`;
}

/** First time ever means ever: whoever was there in any earlier period, since the beginning, is left out. */
function firstTime(context: RetentionContext, source: PeriodSource): string {
  const { query, span } = context;
  const all = source(context, query.cohort, { from: null, to: span.lastDay });
  return `SELECT period AS cohort, bitmapAndnot(people, earlier) AS people FROM (${withEarlier(all)})`;
}

/** Each period's people, and whoever was there in any period before it. */
function withEarlier(periods: string): string {
  return `
    SELECT period, groupBitmapOrState(p.people) AS people,
           groupBitmapOrState(people) OVER (ORDER BY period ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS earlier
    FROM (${periods}) AS p GROUP BY period`;
}

/** Who did the return event in each period; every period that a cohort could reach has a row. */
function returns(context: RetentionContext, source: PeriodSource): string {
  const { query, span } = context;
  const some = source(context, query.returning, { from: span.first, to: span.end });
  const all = withEmptyPeriods(some, reached(context), context.bindings);
  if (query.mode !== 'onOrAfter') return all;
  return `
    SELECT period, groupBitmapOrState(people) OVER (ORDER BY period ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING) AS people
    FROM (${all})`;
}

/** First days of all periods that a cohort could reach: each has a row. */
function reached({ query, span, calendar }: RetentionContext): string[] {
  return calendar.periods(query.period, span.first, span.end);
}

/** Stands for no period at all, where a cohort's size is asked for. The last day of a Date, which no event can have. */
const NO_PERIOD = "toDate('2149-06-06')";

/**
 * Each cohort with each period. Arrays are multiplied out by reference, while a join would copy both bitmaps of
 * every pair, which takes longer than intersecting them.
 */
function pairs({ query, columns, bindings }: RetentionContext, arrays: string): string {
  const asked = columns.filter(({ from }) => from > 0).map(({ n }) => n);
  return `
    SELECT toString(c.1) AS cohort, c.2 AS breakdown,
           if(p.1 = ${NO_PERIOD}, -1, ${PERIODS_BETWEEN[query.period]}) AS n,
           if(p.1 = ${NO_PERIOD}, bitmapCardinality(c.3), bitmapAndCardinality(c.3, p.2)) AS users
    FROM (
      SELECT c, arrayPushBack(periods, (${NO_PERIOD}, ${NOBODY})) AS withSize
      FROM (${arrays}) ARRAY JOIN cohorts AS c
    ) ARRAY JOIN withSize AS p
    WHERE p.1 = ${NO_PERIOD} OR ${PERIODS_BETWEEN[query.period]} IN ${bindings.bind(asked, 'Array(Int64)')}`;
}

const ADD = { day: 'addDays', week: 'addWeeks', month: 'addMonths' } as const;

/** Both are first days of periods. */
const PERIODS_BETWEEN = {
  day: `dateDiff('day', c.1, p.1)`,
  week: `intDiv(dateDiff('day', c.1, p.1), 7)`,
  month: `dateDiff('month', c.1, p.1)`,
} as const;

/** Each column looks at several periods: whoever was there in any of them. */
function unions({ query, columns, bindings }: RetentionContext): string {
  const asked = [{ n: -1, from: 0, to: 0 }, ...columns.filter(({ from }) => from > 0)];
  const list = (key: 'n' | 'from' | 'to') =>
    bindings.bind(
      asked.map((column) => column[key]),
      'Array(Int64)',
    );
  const add = ADD[query.period];
  return `
    SELECT toString(c.cohort) AS cohort, c.breakdown AS breakdown, c.col.1 AS n,
           if(n < 0, bitmapCardinality(any(c.people)), bitmapAndCardinality(any(c.people), groupBitmapOrState(r.people))) AS users
    FROM (
      SELECT cohort, breakdown, people, arrayJoin(arrayZip(${list('n')}, ${list('from')}, ${list('to')})) AS col
      FROM cohorts
    ) AS c
    CROSS JOIN returning AS r
    WHERE r.period BETWEEN ${add}(c.cohort, c.col.2) AND ${add}(c.cohort, c.col.3)
    GROUP BY c.cohort, c.breakdown, c.col`;
}
