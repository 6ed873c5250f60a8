import type { RetentionQuery } from '@groundswell/contracts';
import { MOST_VALUES, NONE, OTHER } from '../active-users/active-users.query.js';
import { Bindings, type Query } from '../conditions/bound.js';
import { textOf } from '../conditions/columns.js';
import { eventCondition } from '../conditions/event-condition.js';
import { MergedPeople } from '../identity/merged-people.js';
import { Calendar, addDays } from '../periods/calendar.js';
import type { ProjectSettings } from '../project-settings.js';
import type { Column } from './columns.js';

/** First days of the first and the last cohort, and the last day that is looked at. */
export interface RetentionSpan {
  first: string;
  last: string;
  end: string;
}

interface Context {
  query: RetentionQuery;
  project: ProjectSettings;
  span: RetentionSpan;
  columns: Column[];
  people: MergedPeople;
  bindings: Bindings;
  calendar: Calendar;
}

type Build = (
  query: RetentionQuery,
  project: ProjectSettings,
  span: RetentionSpan,
  columns: Column[],
  anyMerges: boolean,
) => Query;

function build(sql: (context: Context) => string): Build {
  return (query, project, span, columns, anyMerges) => {
    const bindings = new Bindings();
    const people = new MergedPeople(anyMerges, project.id, bindings);
    const calendar = new Calendar(project.weekStart);
    const context = { query, project, span, columns, people, bindings, calendar };
    return { query: sql(context), query_params: bindings.values };
  };
}

/**
 * By arithmetic on bitmaps: cohort ∩ people of the period. Rows: cohort, breakdown '', n (-1: the cohort's size),
 * users. The source of the method: roaring bitmaps, Chambi et al. 2016.
 */
export const retentionFromRollup: Build = build((context) => {
  const { span, bindings } = context;
  const within = `cohort BETWEEN ${bindings.bind(span.first, 'Date')} AND ${bindings.bind(span.last, 'Date')}`;
  return `
    WITH
      cohorts AS (SELECT * FROM (${rollupCohorts(context)}) WHERE ${within} AND bitmapCardinality(people) > 0),
      returning AS (${rollupReturns(context)})
    SELECT toString(cohort) AS cohort, '' AS breakdown, toInt64(-1) AS n, bitmapCardinality(people) AS users FROM cohorts
    UNION ALL
    ${rollupCells(context)}`;
});

/** Bitmaps of each period of those who did what the selection says, merged people as one. */
function rollupPeriods(
  context: Context,
  selection: RetentionQuery['returning'],
  from: string | null,
): string {
  const { query, project, span, people, bindings, calendar } = context;
  const since = from === null ? '' : `AND local_date >= ${bindings.bind(from, 'Date')}`;
  return `
    SELECT ${calendar.sql(query.period, 'local_date')} AS period,
           ${people.bitmap('groupBitmapMergeState(people)')} AS people
    FROM activity
    WHERE project_id = ${bindings.bind(project.id, 'UInt32')}
      AND local_date <= ${bindings.bind(span.end, 'Date')} ${since}
      AND ${eventCondition(selection, project.activeEvents, bindings)}
    GROUP BY period`;
}

/** First time ever means ever: whoever was there in any earlier period, since the beginning, is left out. */
function rollupCohorts(context: Context): string {
  const { query, span } = context;
  if (query.cohort.kind === 'everyTime') {
    return `SELECT period AS cohort, people FROM (${rollupPeriods(context, query.cohort, span.first)})`;
  }
  return `
    SELECT period AS cohort, bitmapAndnot(people, before) AS people
    FROM (
      SELECT period, people,
             groupBitmapOrState(people) OVER (ORDER BY period ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS before
      FROM (${rollupPeriods(context, query.cohort, null)})
    )`;
}

function rollupReturns(context: Context): string {
  const periods = rollupPeriods(context, context.query.returning, context.span.first);
  if (context.query.mode !== 'onOrAfter') return `SELECT period, people FROM (${periods})`;
  // With the periods that the cohort could reach filled in: a gap must hold those who come later.
  return `
    SELECT period, groupBitmapOrState(people) OVER (ORDER BY period ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING) AS people
    FROM (
      SELECT period, groupBitmapOrState(people) AS people
      FROM (${periods} UNION ALL ${emptyPeriods(context)})
      GROUP BY period
    )`;
}

function emptyPeriods({ query, span, bindings, calendar }: Context): string {
  const all = bindings.bind(calendar.periods(query.period, span.first, span.end), 'Array(Date)');
  return `SELECT arrayJoin(${all}) AS period, bitmapBuild(emptyArrayUInt32()) AS people`;
}

const ADD = { day: 'addDays', week: 'addWeeks', month: 'addMonths' } as const;

function rollupCells({ query, columns, bindings }: Context): string {
  const later = columns.filter(({ from }) => from > 0);
  const ns = bindings.bind(
    later.map(({ n }) => n),
    'Array(Int64)',
  );
  const froms = bindings.bind(
    later.map(({ from }) => from),
    'Array(Int64)',
  );
  const tos = bindings.bind(
    later.map(({ to }) => to),
    'Array(Int64)',
  );
  const add = ADD[query.period];
  if (query.mode !== 'bracket') {
    return `
      SELECT toString(c.cohort) AS cohort, '' AS breakdown, c.n AS n, bitmapAndCardinality(c.people, r.people) AS users
      FROM (SELECT cohort, people, arrayJoin(${ns}) AS n, ${add}(cohort, n) AS at FROM cohorts) AS c
      INNER JOIN returning AS r ON r.period = c.at`;
  }
  return `
    SELECT toString(c.cohort) AS cohort, '' AS breakdown, c.col.1 AS n,
           bitmapAndCardinality(any(c.people), groupBitmapOrState(r.people)) AS users
    FROM (SELECT cohort, people, arrayJoin(arrayZip(${ns}, ${froms}, ${tos})) AS col FROM cohorts) AS c
    CROSS JOIN returning AS r
    WHERE r.period BETWEEN ${add}(c.cohort, c.col.2) AND ${add}(c.cohort, c.col.3)
    GROUP BY c.cohort, c.col`;
}

/** The same, person by person, from the events themselves. */
export const retentionFromEvents: Build = build((context) => {
  const { query, columns, bindings } = context;
  const later = columns.filter(({ from }) => from > 0);
  const column = bindings.bind(
    later.map(({ n }) => n),
    'Array(Int64)',
  );
  const froms = bindings.bind(
    later.map(({ from }) => from),
    'Array(Int64)',
  );
  const tos = bindings.bind(
    later.map(({ to }) => to),
    'Array(Int64)',
  );
  const reached = `arrayFilter((n, lo, hi) -> arrayExists(o -> o BETWEEN lo AND hi, offsets), ${column}, ${froms}, ${tos})`;
  return `
    WITH members AS (${eventMembers(context)})
    SELECT toString(cohort) AS cohort, breakdown, toInt64(-1) AS n, count() AS users
    FROM members GROUP BY cohort, breakdown
    UNION ALL
    SELECT toString(cohort) AS cohort, breakdown, n, count() AS users
    FROM (
      SELECT m.person AS person, m.cohort AS cohort, any(m.breakdown) AS breakdown,
             groupUniqArray(toInt64(${distance(query.period, 'm.cohort', 'r.period')})) AS offsets
      FROM members AS m INNER JOIN (${eventReturns(context)}) AS r ON m.person = r.person
      WHERE r.period > m.cohort
      GROUP BY person, cohort
    )
    ARRAY JOIN ${reached} AS n
    GROUP BY cohort, breakdown, n`;
});

/** Periods between two first days; exact, as both are dates. */
function distance(period: RetentionQuery['period'], from: string, to: string): string {
  if (period === 'month') return `dateDiff('month', ${from}, ${to})`;
  const days = `dateDiff('day', ${from}, ${to})`;
  return period === 'week' ? `intDiv(${days}, 7)` : days;
}

/** Each person of each cohort once, with the breakdown value of their first cohort event in that period. */
function eventMembers(context: Context): string {
  const { query, span, bindings, calendar } = context;
  const first = bindings.bind(span.first, 'Date');
  const last = bindings.bind(span.last, 'Date');
  const everyTime = query.cohort.kind === 'everyTime';
  const source = events(context, query.cohort, everyTime ? span.first : null, query.breakdown);
  const period = calendar.sql(query.period, 'day');
  const value = 'argMin(value, (at, place))';
  const members = everyTime
    ? `SELECT person, ${period} AS cohort, ${value} AS v FROM (${source}) GROUP BY person, cohort`
    : `SELECT person, ${calendar.sql(query.period, 'min(day)')} AS cohort, ${value} AS v FROM (${source}) GROUP BY person`;
  const inRange = `SELECT * FROM (${members}) WHERE cohort BETWEEN ${first} AND ${last}`;
  if (!query.breakdown) return `SELECT person, cohort, '' AS breakdown FROM (${inRange})`;
  const top = `SELECT v FROM (${inRange}) GROUP BY v ORDER BY count() DESC, v LIMIT ${MOST_VALUES}`;
  return `SELECT person, cohort, if(v IN (${top}), v, ${bindings.bind(OTHER, 'String')}) AS breakdown FROM (${inRange})`;
}

function eventReturns(context: Context): string {
  const { query, span, calendar } = context;
  const source = events(context, query.returning, span.first, undefined);
  return `SELECT DISTINCT person, ${calendar.sql(query.period, 'day')} AS period FROM (${source})`;
}

/** Events that count, with person, local day, instant, place in the log and breakdown value. */
function events(
  { project, span, people, bindings }: Context,
  selection: RetentionQuery['returning'],
  from: string | null,
  breakdown: string | undefined,
): string {
  const zone = bindings.bind(project.timeZone, 'String');
  const value = breakdown ? `ifNull(${textOf(breakdown)}, ${bindings.bind(NONE, 'String')})` : "''";
  return `
    SELECT ${people.person} AS person, toDate(timestamp, ${zone}) AS day, timestamp AS at,
           (log_partition, log_offset) AS place, ${value} AS value
    FROM events ${people.join}
    WHERE project_id = ${bindings.bind(project.id, 'UInt32')}
      AND local_date <= ${bindings.bind(addDays(span.end, 1), 'Date')}
      AND toDate(timestamp, ${zone}) <= ${bindings.bind(span.end, 'Date')}
      ${from === null ? '' : since(from, zone, bindings)}
      AND ${eventCondition(selection, project.activeEvents, bindings)}`;
}

/** `local_date` narrows what is read; the timestamp decides. */
function since(from: string, zone: string, bindings: Bindings): string {
  return `AND local_date >= ${bindings.bind(addDays(from, -1), 'Date')}
      AND toDate(timestamp, ${zone}) >= ${bindings.bind(from, 'Date')}`;
}
