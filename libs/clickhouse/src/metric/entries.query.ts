import type { Bucket } from '../bucketed/buckets.js';
import { eventCondition } from '../conditions/event-condition.js';
import type { AnalysisContext } from '../experiments/analysis.js';
import { Calendar, type Period, addDays } from '../periods/calendar.js';

/** Periods that everybody who is active in one enters a metric in. */
export interface Entries {
  interval: Period;
  buckets: Bucket[];
}

/**
 * Rows: person, arm (place of the bucket), at (ms of their first activity in it), day (local, of that) and until (ms of the
 * bucket's end), in the place of those who were exposed.
 */
export function enteredPeople(context: AnalysisContext, { interval, buckets }: Entries): string {
  const { project, people, bindings } = context;
  const zone = bindings.bind(project.timeZone, 'String');
  const names = bindings.bind(
    buckets.map(({ name }) => name),
    'Array(String)',
  );
  const ends = bindings.bind(
    buckets.map(({ end }) => end.getTime()),
    'Array(Int64)',
  );
  const [first, last] = [buckets[0]!.firstDay, buckets.at(-1)!.lastDay];
  const within = (column: string, slack: number) =>
    `${column} BETWEEN ${bindings.bind(addDays(first, -slack), 'Date')} AND ${bindings.bind(addDays(last, slack), 'Date')}`;
  return `
    SELECT person, arm, min_at AS at, toDate(fromUnixTimestamp64Milli(min_at, 'UTC'), ${zone}) AS day,
           ${ends}[arm + 1] AS until
    FROM (
      SELECT person, toInt16(indexOf(${names}, toString(${new Calendar(project.weekStart).sql(interval, 'local')})) - 1) AS arm,
             min(ms) AS min_at
      FROM (
        SELECT ${people.person} AS person, toUnixTimestamp64Milli(timestamp) AS ms, toDate(timestamp, ${zone}) AS local
        FROM events ${people.join}
        WHERE project_id = ${bindings.bind(project.id, 'UInt32')} AND ${within('local_date', 1)}
          AND ${within(`toDate(timestamp, ${zone})`, 0)} AND traffic = 'human'
          AND toUnixTimestamp64Milli(timestamp) < ${bindings.bind(context.analysis.end.getTime(), 'Int64')}
          AND ${eventCondition({}, project, bindings)}
      )
      GROUP BY person, arm
    )`;
}
