import type { RetentionAnswer, RetentionCell, RetentionCohort } from '@groundswell/contracts';
import { addIntervals, lastDayOf } from '../range/local-date.js';
import { type Columns, spanOf } from './column-names.js';

export type CellState = 'observed' | 'incomplete' | 'unobserved';

/** Nobody could be observed yet: the cell stays blank. */
export function stateOf(cell: Pick<RetentionCell, 'rate' | 'complete'>): CellState {
  if (cell.rate === null) return 'unobserved';
  return cell.complete ? 'observed' : 'incomplete';
}

/** Cohorts of everybody, and of each value of a breakdown, in the order of the answer. */
export function groupsOf(
  cohorts: readonly RetentionCohort[],
): { key: string | null; cohorts: RetentionCohort[] }[] {
  const groups = new Map<string | null, RetentionCohort[]>();
  for (const cohort of cohorts)
    groups.set(cohort.breakdown, [...(groups.get(cohort.breakdown) ?? []), cohort]);
  return [...groups].map(([key, members]) => ({ key, cohorts: members }));
}

/**
 * Cells of periods within which the data end are not whole either, however long ago that was: a fall there is none.
 * @param dataEnds last day with data
 */
export function cutAtDataEnd(
  cohorts: readonly RetentionCohort[],
  columns: Columns,
  dataEnds: string,
): RetentionCohort[] {
  const lastDay = (cohort: string, n: number) =>
    lastDayOf(columns.period, addIntervals(columns.period, cohort, spanOf(columns, n)[1]));
  return cohorts.map((one) => ({
    ...one,
    periods: one.periods.map((cell) => ({
      ...cell,
      complete: cell.complete && lastDay(one.cohort, cell.n) <= dataEnds,
    })),
  }));
}

/** As many people as its cohorts hold. */
export const sizeOf = (cohorts: readonly RetentionCohort[]): number =>
  cohorts.reduce((sum, { size }) => sum + size, 0);

/** Of everybody for null, else of a value of the breakdown. */
export function averageOf(
  { average, groups }: Pick<RetentionAnswer, 'average' | 'groups'>,
  value: string | null,
): RetentionAnswer['average'] {
  if (value === null) return average;
  return groups?.find(({ breakdown }) => breakdown === value)?.average ?? [];
}

/** People of all cohorts: of everybody for null, else of a value of the breakdown. */
export function wholeSizeOf(
  { size, groups }: Pick<RetentionAnswer, 'size' | 'groups'>,
  value: string | null,
): number {
  return value === null ? size : (groups?.find(({ breakdown }) => breakdown === value)?.size ?? 0);
}

/** The highest rate of those that came back: period 0 is the cohort itself and would drown the others. */
export function highestReturn(cohorts: readonly RetentionCohort[], isReturn = (n: number) => n > 0): number {
  const rates = cohorts.flatMap(({ periods }) =>
    periods.filter(({ n }) => isReturn(n)).map(({ rate }) => rate ?? 0),
  );
  return rates.reduce((highest, rate) => Math.max(highest, rate), 0);
}

export interface Position {
  row: number;
  column: number;
}

/** Where an arrow key leads in a table of `rows` × `columns`; null for other keys. */
export function move({ row, column }: Position, key: string, rows: number, columns: number): Position | null {
  const clamp = (value: number, count: number) => Math.min(Math.max(value, 0), count - 1);
  switch (key) {
    case 'ArrowUp':
      return { row: clamp(row - 1, rows), column };
    case 'ArrowDown':
      return { row: clamp(row + 1, rows), column };
    case 'ArrowLeft':
      return { row, column: clamp(column - 1, columns) };
    case 'ArrowRight':
      return { row, column: clamp(column + 1, columns) };
    case 'Home':
      return { row, column: 0 };
    case 'End':
      return { row, column: columns - 1 };
    default:
      return null;
  }
}
