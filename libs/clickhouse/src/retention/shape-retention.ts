import type { RetentionAnswer, RetentionCell, RetentionCohort, RetentionQuery } from '@groundswell/contracts';
import type { Calendar } from '../periods/calendar.js';
import type { Column } from './columns.js';

/** A cell as the store gives it; `n` = -1 is the cohort's size. */
export interface RetentionRow {
  cohort: string;
  breakdown: string;
  n: number | string;
  users: number | string;
}

export interface RetentionFrame {
  query: RetentionQuery;
  columns: Column[];
  /** First days of all cohorts asked for. */
  cohorts: string[];
  calendar: Calendar;
  /** Last local day that counts as observed. */
  horizon: string;
  today: string;
}

const SIZE = -1;

/** Cohorts in order, each broken-down value after the whole, and the averages over complete cells. */
export function shapeRetention(
  rows: RetentionRow[],
  frame: RetentionFrame,
): Pick<RetentionAnswer, 'size' | 'cohorts' | 'average' | 'groups'> {
  const counts = tally(rows, frame.query.breakdown !== undefined);
  const values = [...new Set(rows.map(({ breakdown }) => breakdown))]
    .filter(() => frame.query.breakdown)
    .sort();
  const cohorts = frame.cohorts.flatMap((cohort) =>
    [null, ...values]
      .map((breakdown) => cohortOf(cohort, breakdown, counts, frame))
      .filter(({ size, breakdown }) => size > 0 && (breakdown === null || values.length > 0)),
  );
  const members = (value: string | null) => cohorts.filter(({ breakdown }) => breakdown === value);
  const averageOf = (value: string | null) => average(members(value), frame.columns);
  const groups = values
    .map((breakdown) => ({ breakdown, size: sizeOf(members(breakdown)), average: averageOf(breakdown) }))
    .filter(({ size }) => size > 0);
  return {
    size: sizeOf(members(null)),
    cohorts,
    average: averageOf(null),
    ...(frame.query.breakdown && { groups }),
  };
}

const key = (cohort: string, breakdown: string | null, n: number) => JSON.stringify([cohort, breakdown, n]);

/** Users by cohort, value and column. A person has one value in a cohort, so the whole is the sum of the values. */
function tally(rows: RetentionRow[], brokenDown: boolean): Map<string, number> {
  const counts = new Map<string, number>();
  const add = (at: string, users: number) => counts.set(at, (counts.get(at) ?? 0) + users);
  for (const { cohort, breakdown, n, users } of rows) {
    add(key(cohort, null, Number(n)), Number(users));
    if (brokenDown) add(key(cohort, breakdown, Number(n)), Number(users));
  }
  return counts;
}

function cohortOf(
  cohort: string,
  breakdown: string | null,
  counts: Map<string, number>,
  frame: RetentionFrame,
): RetentionCohort {
  const size = counts.get(key(cohort, breakdown, SIZE)) ?? 0;
  const periods = frame.columns.map((column) => {
    const users = column.from === 0 ? size : (counts.get(key(cohort, breakdown, column.n)) ?? 0);
    return cell(cohort, column, size, users, frame);
  });
  return { cohort, breakdown, size, periods };
}

/** Nobody could be observed in a period that begins after the horizon; one that has not ended is incomplete. */
function cell(
  cohort: string,
  column: Column,
  size: number,
  users: number,
  frame: RetentionFrame,
): RetentionCell {
  const { calendar, horizon, today, query } = frame;
  const start = calendar.add(query.period, cohort, column.observed);
  if (start > horizon) return { n: column.n, users: 0, eligible: 0, rate: null, complete: false };
  const complete = calendar.lastDay(query.period, start) < today;
  return { n: column.n, users, eligible: size, rate: size > 0 ? users / size : null, complete };
}

function average(cohorts: RetentionCohort[], columns: Column[]): RetentionAnswer['average'] {
  return columns.map(({ n }, index) => {
    const cells = cohorts
      .map(({ periods }) => periods[index])
      .filter((at) => at !== undefined && at.complete);
    const users = cells.reduce((sum, at) => sum + (at?.users ?? 0), 0);
    const eligible = cells.reduce((sum, at) => sum + (at?.eligible ?? 0), 0);
    return { n, users, eligible, rate: eligible > 0 ? users / eligible : null };
  });
}

function sizeOf(cohorts: RetentionCohort[]): number {
  return cohorts.reduce((sum, { size }) => sum + size, 0);
}
