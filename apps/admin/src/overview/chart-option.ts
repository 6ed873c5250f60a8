import type { EChartsCoreOption } from 'echarts/core';
import { bucketAxis, chartStyle, countAxis } from '../charts/chart-style.js';
import { byPlatformOrder, platformColor, totalColor } from '../charts/palette.js';
import { type TooltipRow, tooltipHtml } from '../charts/tooltip.js';
import type { Formatter } from '../i18n/format.js';
import type { Scheme } from '../theme/tokens.js';
import type { Bucket, Series } from './series.js';

export interface Line {
  /** `null` in the answer: everybody once. */
  key: string;
  name: string;
  color: string;
  users: number[];
  isTotal: boolean;
}

export const TOTAL = '(total)';

export function linesOf(series: Series, name: (key: string | null) => string, scheme: Scheme): Line[] {
  const total = {
    key: TOTAL,
    name: name(null),
    color: totalColor(scheme),
    users: series.total,
    isTotal: true,
  };
  const ends = [...series.breakdowns]
    .sort((a, b) => byPlatformOrder(a.key, b.key))
    .map(({ key, users }) => ({
      key,
      name: name(key),
      color: platformColor(key, scheme),
      users,
      isTotal: false,
    }));
  return [total, ...ends];
}

interface Context {
  series: Series;
  lines: Line[];
  scheme: Scheme;
  format: Formatter;
  /** Why a bucket is not to be taken for a whole one; null where it is. */
  stateText(state: Bucket['state']): string | null;
}

export function chartOption({ series, lines, scheme, format, stateText }: Context): EChartsCoreOption {
  const style = chartStyle(scheme);
  const { buckets, interval } = series;
  const tooltip = (index: number) => {
    const bucket = buckets[index];
    if (!bucket) return '';
    const rows = lines.map(({ color, name, users, isTotal }): TooltipRow => {
      return { color, name, value: format.number(users[index]), isStrong: isTotal };
    });
    return tooltipHtml(format.bucket(bucket.first, interval), stateText(bucket.state), rows);
  };
  return {
    ...style,
    xAxis: {
      ...bucketAxis(
        style,
        buckets.map(({ first }) => first),
        interval,
        format,
      ),
      boundaryGap: false,
    },
    yAxis: countAxis(style, format),
    tooltip: {
      ...style.tooltip,
      formatter: (points: { dataIndex: number }[]) => tooltip(points[0]?.dataIndex ?? -1),
    },
    // The total is drawn last, on top.
    series: [...lines].reverse().flatMap((line) => drawn(line, buckets)),
  };
}

/** A solid line through whole buckets, and a dashed one on through those that are not. */
function drawn(line: Line, buckets: readonly Bucket[]) {
  const firstOpen = buckets.findIndex(({ state }) => state !== 'whole');
  const isOpen = (index: number) => firstOpen >= 0 && index >= firstOpen;
  const base = {
    type: 'line' as const,
    name: line.name,
    color: line.color,
    symbol: 'circle',
    symbolSize: 5,
    showSymbol: buckets.length <= 2,
    emphasis: { disabled: true },
    z: line.isTotal ? 4 : 3,
  };
  const width = line.isTotal ? 2.5 : 1.5;
  const solid = {
    ...base,
    lineStyle: { width },
    data: line.users.map((value, index) => (isOpen(index) ? null : value)),
  };
  if (firstOpen < 0) return [solid];
  const data = line.users.map((value, index) => (index >= firstOpen - 1 ? value : null));
  const isAlone = firstOpen === buckets.length - 1 && firstOpen === 0;
  const dashed = {
    ...base,
    lineStyle: { width, type: [4, 4], opacity: 0.75 },
    showSymbol: isAlone || base.showSymbol,
    data,
  };
  return [solid, dashed];
}
