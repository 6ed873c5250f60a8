import type { StickinessQuery } from '@groundswell/contracts';
import { Bindings, type Query } from '../conditions/bound.js';
import { MergedPeople } from '../identity/merged-people.js';
import { type PeriodSource, withEmptyPeriods } from '../people-by-period/period-source.js';
import { Calendar, addDays } from '../periods/calendar.js';
import type { ProjectSettings } from '../project-settings.js';

/** Rows: bucket, dau, windowUsers, for every day from `from` to `to`. */
export function stickinessByDay(
  source: PeriodSource,
  query: StickinessQuery,
  project: ProjectSettings,
  anyMerges: boolean,
): Query {
  const bindings = new Bindings();
  const first = addDays(query.from, 1 - query.window);
  const days = dailyPeople(source, query, project, { from: first, to: query.to }, anyMerges, bindings);
  return {
    query: `
      SELECT toString(period) AS bucket, bitmapCardinality(people) AS dau, bitmapCardinality(inWindow) AS windowUsers
      FROM (${windowed(query, days)})
      WHERE period >= ${bindings.bind(query.from, 'Date')}`,
    query_params: bindings.values,
  };
}

/** Rows: period, people, and `inWindow`, those of the window that ends with it. */
const windowed = ({ window }: StickinessQuery, days: string) => `
  SELECT period, people,
         groupBitmapOrState(people) OVER (ORDER BY period ROWS BETWEEN ${window - 1} PRECEDING AND CURRENT ROW) AS inWindow
  FROM (${days})`;

/** Rows: person, days. */
const activeDays = (days: string) =>
  `SELECT person, count() AS days FROM (${days}) ARRAY JOIN bitmapToArray(people) AS person GROUP BY person`;

/** One bitmap: those of the day, of the window that ends with it, or who were there on so many days of the last window. */
export function stickinessPeople(
  source: PeriodSource,
  query: StickinessQuery,
  project: ProjectSettings,
  cell: { bucket: string; of: 'dau' | 'windowUsers' } | { days: number },
  anyMerges: boolean,
  bindings: Bindings,
): string {
  const last = 'days' in cell ? query.to : cell.bucket;
  const range = { from: addDays(last, 1 - query.window), to: last };
  const days = dailyPeople(source, query, project, range, anyMerges, bindings);
  if ('days' in cell) {
    return `SELECT groupBitmapState(person) AS people FROM (${activeDays(days)}) WHERE days = ${bindings.bind(cell.days, 'UInt32')}`;
  }
  const column = cell.of === 'dau' ? 'people' : 'inWindow';
  return `SELECT groupBitmapOrState(s.${column}) AS people FROM (${windowed(query, days)}) AS s WHERE s.period = ${bindings.bind(last, 'Date')}`;
}

/** Rows: days, users: on how many days of the window that ends with `to` people were active. */
export function activeDaysHistogram(
  source: PeriodSource,
  query: StickinessQuery,
  project: ProjectSettings,
  anyMerges: boolean,
): Query {
  const bindings = new Bindings();
  const range = { from: addDays(query.to, 1 - query.window), to: query.to };
  const days = dailyPeople(source, query, project, range, anyMerges, bindings);
  return {
    query: `
      SELECT days, count() AS users
      FROM (${activeDays(days)})
      GROUP BY days`,
    query_params: bindings.values,
  };
}

/** One row (period, people) for each local day of the range. */
function dailyPeople(
  source: PeriodSource,
  query: StickinessQuery,
  project: ProjectSettings,
  range: { from: string; to: string },
  anyMerges: boolean,
  bindings: Bindings,
): string {
  const calendar = new Calendar(project.weekStart);
  const context = {
    query: { period: 'day' as const, traffic: query.traffic },
    project,
    span: { first: range.from },
    people: new MergedPeople(anyMerges, project.id, bindings),
    bindings,
    calendar,
  };
  const some = source(context, { filters: query.filters }, range);
  return withEmptyPeriods(some, calendar.periods('day', range.from, range.to), bindings);
}
