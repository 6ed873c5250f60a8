import type { RetentionQuery } from '@groundswell/contracts';
import { Bindings, type Query } from '../conditions/bound.js';
import { MergedPeople } from '../identity/merged-people.js';
import { Calendar } from '../periods/calendar.js';
import type { ProjectSettings } from '../project-settings.js';
import type { Column } from './columns.js';
import type { PeriodSource, RetentionContext, RetentionSpan } from './context.js';
import { periodsFromEvents, valuedCohorts } from './events-source.js';
import { periodsFromRollup } from './rollup-source.js';

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

function table(context: RetentionContext, source: PeriodSource): string {
  const { span, bindings } = context;
  const within = `cohort BETWEEN ${bindings.bind(span.first, 'Date')} AND ${bindings.bind(span.last, 'Date')}`;
  return `
    WITH
      cohorts AS (SELECT * FROM (${cohorts(context, source)}) WHERE ${within} AND bitmapCardinality(people) > 0),
      returning AS (${returns(context, source)})
    ${context.query.mode === 'bracket' ? unions(context) : intersections(context)}`;
}

function cohorts(context: RetentionContext, source: PeriodSource): string {
  const { query } = context;
  if (query.breakdown !== undefined) return valuedCohorts(context, query.breakdown);
  const members = query.cohort.kind === 'everyTime' ? everyTime(context, source) : firstTime(context, source);
  return `SELECT cohort, '' AS breakdown, people FROM (${members})`;
}

function everyTime(context: RetentionContext, source: PeriodSource): string {
  const { query, span } = context;
  const range = { from: span.first, to: span.lastDay };
  return `SELECT period AS cohort, people FROM (${source(context, query.cohort, range)})`;
}

/** First time ever means ever: whoever was there in any earlier period, since the beginning, is left out. */
function firstTime(context: RetentionContext, source: PeriodSource): string {
  const { query, span } = context;
  return `
    SELECT period AS cohort, bitmapAndnot(people, earlier) AS people
    FROM (
      SELECT period, people,
             groupBitmapOrState(people) OVER (ORDER BY period ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS earlier
      FROM (${source(context, query.cohort, { from: null, to: span.lastDay })})
    )`;
}

/** Who did the return event in each period; every period that a cohort could reach has a row. */
function returns(context: RetentionContext, source: PeriodSource): string {
  const { query, span, bindings, calendar } = context;
  const all = bindings.bind(calendar.periods(query.period, span.first, span.end), 'Array(Date)');
  const filled = `
    SELECT period, groupBitmapOrState(people) AS people
    FROM (${source(context, query.returning, { from: span.first, to: span.end })}
          UNION ALL SELECT arrayJoin(${all}) AS period, bitmapBuild(emptyArrayUInt32()) AS people)
    GROUP BY period`;
  if (query.mode !== 'onOrAfter') return filled;
  return `
    SELECT period, groupBitmapOrState(people) OVER (ORDER BY period ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING) AS people
    FROM (${filled})`;
}

const ADD = { day: 'addDays', week: 'addWeeks', month: 'addMonths' } as const;

/** Each column looks at one period. */
function intersections({ query, columns, bindings }: RetentionContext): string {
  const asked = columns.filter(({ from }) => from > 0).map(({ n }) => n);
  return `
    SELECT toString(c.cohort) AS cohort, c.breakdown AS breakdown, c.n AS n,
           if(c.n < 0, bitmapCardinality(c.people), bitmapAndCardinality(c.people, r.people)) AS users
    FROM (
      SELECT cohort, breakdown, people, arrayJoin(${bindings.bind([-1, ...asked], 'Array(Int64)')}) AS n,
             ${ADD[query.period]}(cohort, greatest(n, 0)) AS at
      FROM cohorts
    ) AS c
    INNER JOIN returning AS r ON r.period = c.at`;
}

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
