import type { ActiveUsersRow, StickinessRow } from '@groundswell/contracts';
import { type ActiveUsersAsk, useReport } from '../api/useReport.js';
import { useProject } from '../projects/ProjectContext.js';
import { type Interval, addDays, addIntervals, startOf } from '../range/local-date.js';
import { type Kpi, kpiOf } from './kpi.js';
import { stateOf, toSeries } from './series.js';

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
  const ask = (
    interval: Interval,
    from: string,
    changesFrom: number[],
    trailingDays?: number,
  ): ActiveUsersAsk => ({
    kind: 'activeUsers',
    from,
    to: anchor,
    interval,
    changesFrom,
    ...(trailingDays && { trailingDays }),
  });
  const backs = { day: [1, DAY_OF_LAST_WEEK], week: [isTrailing ? 7 : 1], month: [isTrailing ? 28 : 1] };
  const back = (interval: Interval, count: number) =>
    addIntervals(interval, startOf(interval, anchor, project.weekStart), -count);
  const days = useReport(ask('day', addDays(anchor, -DAYS), backs.day), { refetchMs });
  const week = useReport(
    isTrailing
      ? ask('day', addDays(anchor, -DAYS), backs.week, 7)
      : ask('week', back('week', WEEKS), backs.week),
    { refetchMs },
  );
  const month = useReport(
    isTrailing
      ? ask('day', addDays(anchor, -2 * DAYS), backs.month, 28)
      : ask('month', back('month', MONTHS), backs.month),
    { refetchMs },
  );
  const sticky = useReport(
    {
      kind: 'stickiness',
      from: addDays(anchor, -DAYS),
      to: anchor,
      window: 28,
      changesFrom: [DAY_OF_LAST_WEEK],
    },
    { refetchMs },
  );
  const dataStarts = project.firstDay ?? anchor;
  const figure = (rows: ActiveUsersRow[] | undefined, interval: Interval, compared: number[]): Kpi | null => {
    const { buckets } = toSeries(rows ?? [], interval, anchor);
    const figures = (rows ?? []).map(({ users, changes }) => ({ value: users, changes }));
    return kpiOf(buckets, figures, compared, dataStarts);
  };
  return {
    dau: { query: days, kpi: figure(days.data?.rows, 'day', backs.day) },
    wau: { query: week, kpi: figure(week.data?.rows, isTrailing ? 'day' : 'week', backs.week) },
    mau: { query: month, kpi: figure(month.data?.rows, isTrailing ? 'day' : 'month', backs.month) },
    stickiness: { query: sticky, kpi: sticky.data ? stickiness(sticky.data.rows, anchor, dataStarts) : null },
  };
}

/** Daily active users ÷ people of the 28 days that end with the day. */
function stickiness(rows: readonly StickinessRow[], anchor: string, dataStarts: string): Kpi | null {
  const buckets = rows.map(({ bucket, complete }) => ({
    first: bucket,
    state: stateOf(bucket, complete, 'day', anchor),
  }));
  const figures = rows.map(({ ratio, changes }) => ({ value: ratio ?? 0, changes }));
  return kpiOf(buckets, figures, [DAY_OF_LAST_WEEK], dataStarts);
}
