import { z } from 'zod';
import {
  compareFields,
  optionFields,
  rangeFields,
  type PreviousRange,
  type QueryAnswer,
} from './query-common.js';

export const benchmarkQuerySchema = z.strictObject({
  kind: z.literal('benchmark'),
  /** As the imported figures name it, e.g. `dailyActiveUsers` or `visits`. */
  metric: z.string().min(1).max(100),
  ...rangeFields,
  /** The subject that stands for the project itself among the figures: own truth takes its place in shares. */
  ownSubject: z.string().min(1).max(200).optional(),
  ...compareFields,
  ...optionFields,
});
export type BenchmarkQuery = z.infer<typeof benchmarkQuerySchema>;

export interface BenchmarkRow {
  subject: string;
  /** The figure's day, as it was imported. */
  bucket: string;
  value: number;
  /** value ÷ the figure of the month before − 1; null where there is none, or it is 0. */
  change: number | null;
  /** First day of the metric's period that holds the day; the day itself where the metric is not one of ours. */
  period: string;
  /** Share among the subjects of the period, own truth included; null where a part of it is not known. */
  share: number | null;
  /** Who says so. */
  source: string;
}

/** What the project measured itself, by the same rules as any report. */
export interface BenchmarkOwnRow {
  bucket: string;
  value: number;
  change: number | null;
  share: number | null;
  complete: boolean;
}

export interface BenchmarkAnswer extends QueryAnswer {
  kind: 'benchmark';
  metric: string;
  rows: BenchmarkRow[];
  /** Null for a metric that is not the daily, weekly or monthly active users. */
  own: BenchmarkOwnRow[] | null;
  previous?: PreviousRange & { subjects: BenchmarkMean[] };
}

/** A subject's mean figure now and in the days before. */
export interface BenchmarkMean {
  /** Null: what the project measured itself, of the periods that are over and that data are there for. */
  subject: string | null;
  now: number | null;
  then: number | null;
  /** now / then - 1; null where one of them has no figure, or then is 0. */
  change: number | null;
}

const OWN_METRICS = {
  day: ['dau', 'dailyactiveusers', 'dailyusers'],
  week: ['wau', 'weeklyactiveusers', 'weeklyusers'],
  month: ['mau', 'monthlyactiveusers', 'monthlyusers'],
} as const;
export type OwnInterval = keyof typeof OWN_METRICS;

/** The active users that a metric stands for, by its name; null for any other. `Daily active users` is `dailyActiveUsers`. */
export function ownIntervalOf(metric: string): OwnInterval | null {
  const name = metric.toLowerCase().replace(/[\s_-]/g, '');
  const intervals = Object.keys(OWN_METRICS) as OwnInterval[];
  return intervals.find((interval) => (OWN_METRICS[interval] as readonly string[]).includes(name)) ?? null;
}
