import { type ProjectSettings, addDays, bucketsOf, localDay } from '@groundswell/clickhouse';
import type {
  ActiveUsersAnswer,
  ActiveUsersQuery,
  EventCountsAnswer,
  EventCountsQuery,
  StickinessAnswer,
  StickinessQuery,
} from '@groundswell/contracts';

type CourseQuery = ActiveUsersQuery | EventCountsQuery | StickinessQuery;
type CourseAnswer = ActiveUsersAnswer | EventCountsAnswer | StickinessAnswer;
const COURSES = ['activeUsers', 'eventCounts', 'stickiness'];
interface ChangingRow {
  bucket: string;
  breakdown?: string | null;
  changes?: (number | null)[];
}

/**
 * Buckets all of whose days lie on or after the first day of data, by name. What lies before it is not known to be
 * nothing, so it is no comparison.
 * @param firstDay null where there are no data
 */
export function knownBuckets(
  query: CourseQuery,
  rows: readonly { bucket: string }[],
  project: ProjectSettings,
  firstDay: string | null,
): Set<string> {
  if (firstDay === null) return new Set();
  const firstDayOf = firstDays(query, project);
  const names = [...new Set(rows.map(({ bucket }) => bucket))];
  return new Set(names.filter((name) => firstDayOf(name) >= firstDay));
}

/** Those of an answer; none of kinds without buckets of their own. */
export function knownOf(
  query: { kind: string },
  answer: { kind: string },
  project: ProjectSettings,
  range: { firstDay: string } | null,
): Set<string> {
  if (!isCourseQuery(query) || !isCourseAnswer(answer)) return new Set();
  return knownBuckets(query, answer.rows, project, range?.firstDay ?? null);
}

const isCourseQuery = (query: { kind: string }): query is CourseQuery => COURSES.includes(query.kind);
const isCourseAnswer = (answer: { kind: string }): answer is CourseAnswer => COURSES.includes(answer.kind);

function firstDays(query: CourseQuery, project: ProjectSettings): (bucket: string) => string {
  if (query.kind === 'stickiness') return (day) => addDays(day, 1 - query.window);
  if (query.interval === 'hour') return (instant) => localDay(new Date(instant), project.timeZone);
  const days = new Map(bucketsOf(query, project).map(({ name, firstDay }) => [name, firstDay]));
  return (name) => days.get(name) ?? name;
}

/** Without the changes from buckets that are not known; `rows` are in the order of their buckets. */
export function withKnownChanges<Row extends ChangingRow>(
  rows: readonly Row[],
  backs: readonly number[],
  known: ReadonlySet<string>,
): Row[] {
  const names = [...new Set(rows.map(({ bucket }) => bucket))];
  const places = new Map(names.map((name, at) => [name, at]));
  return rows.map((row) => ({
    ...row,
    changes: row.changes?.map((change, at) => {
      const then = names[(places.get(row.bucket) ?? 0) - (backs[at] ?? 0)];
      return then !== undefined && known.has(then) ? change : null;
    }),
  }));
}
