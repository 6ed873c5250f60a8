import type { RetentionQuery } from '@groundswell/contracts';

/** No retention column looks further ahead than this many periods. */
export const FAR = 100_000;

/** A column of the table: active in any of the periods from..to after the cohort's own. */
export interface Column {
  n: number;
  from: number;
  to: number;
  /** The period that must have begun for a person to count as observed. */
  observed: number;
}

/** Columns 0..periods, or one for each bracket. */
export function columnsOf({ mode, brackets, periods }: RetentionQuery): Column[] {
  if (mode === 'bracket') {
    return (brackets ?? []).map(([from, to], n) => ({ n, from, to, observed: to }));
  }
  return Array.from({ length: periods + 1 }, (_, n) => ({
    n,
    from: n,
    to: mode === 'on' ? n : FAR,
    observed: n,
  }));
}
