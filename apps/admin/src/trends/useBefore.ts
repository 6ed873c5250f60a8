import type { ActiveUsersRow, EventCountsRow } from '@groundswell/contracts';
import { useMemo } from 'react';
import { useTranslate } from 'react-admin';
import { reachesData } from '../range/data-before.js';
import type { Interval } from '../range/local-date.js';
import { useHasBefore } from '../range/useHasBefore.js';
import { useProject } from '../projects/ProjectContext.js';
import { useScheme } from '../theme/useTokens.js';
import { lineColor } from './line-colors.js';
import type { DrawnLine } from './trends-option.js';
import { type Trend, toTrend } from './trends-series.js';
import { type TrendsAsk, daysBefore } from './trends-settings.js';

/** Key of the line of the days before, and the side of the people behind it. */
export const BEFORE = '(before)';

/** What an answer to `query` says of as many days right before, all together, where it was asked for it. */
export function useBefore<Ask extends TrendsAsk>(
  query: Ask,
  previous: { rows: ActiveUsersRow[] | EventCountsRow[] } | undefined,
  interval: Interval,
  anchor: string,
) {
  const translate = useTranslate();
  const scheme = useScheme();
  const { firstDay } = useProject().project;
  const hasBefore = useHasBefore(query);
  const { breakdown: _, ...whole } = query;
  const before = { ...whole, ...daysBefore(query) } as TrendsAsk;
  const past = useMemo(
    (): Trend | null => (previous ? toTrend(previous, interval, anchor) : null),
    [previous, interval, anchor],
  );
  /** Over the periods of the days themselves, the first of both beside each other. */
  const lineOver = (periods: number): DrawnLine[] => {
    const [first] = past?.lines ?? [];
    if (!first || !hasBefore) return [];
    // Before data began there is nothing to draw, and no nought either.
    const isKnown = (index: number) => {
      const bucket = past?.buckets[index];
      return bucket !== undefined && reachesData(interval, bucket.first, firstDay);
    };
    const values = Array.from({ length: periods }, (_, index) =>
      isKnown(index) ? (first.values[index] ?? null) : null,
    );
    if (values.every((value) => value === null)) return [];
    const name = translate('gs.trends.before');
    return [{ key: BEFORE, name, color: lineColor('server', 0, scheme), values, kind: 'before' }];
  };
  return { query: before, past, lineOver };
}
