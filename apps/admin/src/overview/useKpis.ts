import type { ActiveUsersRow } from '@groundswell/contracts';
import { type ActiveUsersAsk, useReport } from '../api/useReport.js';
import { useProject } from '../projects/ProjectContext.js';
import { type Interval, addDays, addIntervals, startOf } from '../range/local-date.js';
import { type Kpi, kpiOf } from './kpi.js';
import { toSeries } from './series.js';

export type Window = 'calendar' | 'trailing';

/** Sparklines show this much; long enough for the farthest comparison. */
const DAYS = 35;
const WEEKS = 13;
const MONTHS = 13;
const DAY_OF_LAST_WEEK = 7;

interface Options {
  window: Window;
  anchor: string;
  refetchMs?: number;
}

/** The four key figures as of `anchor`, each from one or two questions to the API. */
export function useKpis({ window, anchor, refetchMs }: Options) {
  const { project } = useProject();
  const isTrailing = window === 'trailing';
  const ask = (interval: Interval, from: string, trailingDays?: number): ActiveUsersAsk => ({
    kind: 'activeUsers',
    from,
    to: anchor,
    interval,
    ...(trailingDays && { trailingDays }),
  });
  const back = (interval: Interval, count: number) =>
    addIntervals(interval, startOf(interval, anchor, project.weekStart), -count);
  const days = useReport(ask('day', addDays(anchor, -DAYS)), { refetchMs });
  const week = useReport(
    isTrailing ? ask('day', addDays(anchor, -DAYS), 7) : ask('week', back('week', WEEKS)),
    { refetchMs },
  );
  const month = useReport(
    isTrailing ? ask('day', addDays(anchor, -2 * DAYS), 28) : ask('month', back('month', MONTHS)),
    { refetchMs },
  );
  const month28 = useReport(ask('day', addDays(anchor, -DAYS), 28), { refetchMs });
  const dataStarts = project.firstDay ?? anchor;
  const figure = (rows: ActiveUsersRow[] | undefined, interval: Interval, backs: number[]): Kpi | null => {
    const series = toSeries(rows ?? [], interval, anchor);
    return kpiOf(series.buckets, series.total, backs, dataStarts);
  };
  return {
    dau: { query: days, kpi: figure(days.data?.rows, 'day', [1, DAY_OF_LAST_WEEK]) },
    wau: { query: week, kpi: figure(week.data?.rows, isTrailing ? 'day' : 'week', [isTrailing ? 7 : 1]) },
    mau: { query: month, kpi: figure(month.data?.rows, isTrailing ? 'day' : 'month', [isTrailing ? 28 : 1]) },
    stickiness: {
      query: month28.isError ? month28 : days,
      kpi: stickiness(days.data?.rows, month28.data?.rows, anchor, dataStarts),
    },
  };
}

/** Daily active users ÷ people of the 28 days that end with the day. */
function stickiness(
  days: ActiveUsersRow[] | undefined,
  windows: ActiveUsersRow[] | undefined,
  anchor: string,
  dataStarts: string,
): Kpi | null {
  if (!days || !windows) return null;
  const wide = new Map(windows.map(({ bucket, users }) => [bucket, users]));
  // One of the two may already reach a day further than the other: that day has no ratio, not one of 0.
  const both = days.filter(({ bucket }) => wide.has(bucket));
  const series = toSeries(both, 'day', anchor);
  const ratios = series.total.map((users, index) => {
    const around = wide.get(series.buckets[index]?.first ?? '') ?? 0;
    return around > 0 ? users / around : 0;
  });
  return kpiOf(series.buckets, ratios, [DAY_OF_LAST_WEEK], dataStarts);
}
