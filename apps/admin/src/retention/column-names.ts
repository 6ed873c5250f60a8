import type { RetentionAsk } from '../api/useReport.js';
import type { Interval } from '../range/local-date.js';

type Translate = (key: string, options?: object) => string;
export type Columns = Pick<RetentionAsk, 'period' | 'mode' | 'brackets'>;

/** Names of columns. */
const SHORT: Record<Interval, string> = { day: 'd', week: 'w', month: 'm' };

/** Periods that column n spans, both included. */
export function spanOf({ mode, brackets }: Columns, n: number): readonly [number, number] {
  return (mode === 'bracket' && brackets?.[n]) || [n, n];
}

/** `Day 3`; of a bracket `Days 2–7`. */
export function columnName(columns: Columns, n: number, translate: Translate): string {
  const [from, to] = spanOf(columns, n);
  if (from === to) return translate(`gs.retention.${columns.period}`, { n: from });
  return translate(`gs.retention.${columns.period}s`, { from, to });
}

/** `D3`, `D2–7`. */
export function shortColumnName(columns: Columns, n: number, translate: Translate): string {
  const [from, to] = spanOf(columns, n);
  return translate(`gs.retention.${SHORT[columns.period]}`, { n: from === to ? from : `${from}–${to}` });
}

/** Whether a column is the cohort itself: it gets no shade, so that the returns use the whole scale. */
export function isCohortItself(columns: Columns, n: number): boolean {
  const [from, to] = spanOf(columns, n);
  return from === 0 && to === 0;
}
