import type { RetentionCohort } from '@groundswell/contracts';
import { groupsOf, sizeOf } from './grid.js';

export interface Group {
  /** Value of the breakdown; null: everybody. */
  key: string | null;
  cohorts: RetentionCohort[];
}

/** More curves and tables than these tell nothing; the CSV has all of them. */
export const MOST_VALUES = 8;

/** Everybody, then the values with most people. */
export function shownGroups(cohorts: readonly RetentionCohort[]): { groups: Group[]; omitted: number } {
  const all = groupsOf(cohorts);
  const values = all.filter(({ key }) => key !== null).sort((a, b) => sizeOf(b.cohorts) - sizeOf(a.cohorts));
  return {
    groups: [...all.filter(({ key }) => key === null), ...values.slice(0, MOST_VALUES)],
    omitted: Math.max(0, values.length - MOST_VALUES),
  };
}
