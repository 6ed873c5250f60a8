import type { EChartsCoreOption } from 'echarts/core';
import { bucketAxis, chartStyle, countAxis } from '../charts/chart-style.js';
import { withLonePoints } from '../charts/lone-points.js';
import { type TooltipRow, tooltipHtml } from '../charts/tooltip.js';
import type { Formatter } from '../i18n/format.js';
import type { BucketState } from '../overview/series.js';
import type { Scheme } from '../theme/tokens.js';
import type { Periods } from './trends-series.js';

/** Key of the line of all together. */
export const TOTAL = '(total)';

export interface DrawnLine {
  key: string;
  name: string;
  color: string;
  values: (number | null)[];
  kind: 'total' | 'part' | 'before';
}

interface Context {
  periods: Periods;
  lines: DrawnLine[];
  scheme: Scheme;
  format: Formatter;
  number(value: number | null | undefined): string;
  stateText(state: BucketState): string | null;
}

/** Lines over time; what is not whole is dashed, what was before is dotted. */
export function trendsOption({
  periods,
  lines,
  scheme,
  format,
  number,
  stateText,
}: Context): EChartsCoreOption {
  const style = chartStyle(scheme);
  const { buckets, interval } = periods;
  const firsts = buckets.map(({ first }) => first);
  const tooltip = (index: number) => {
    const bucket = buckets[index];
    if (!bucket) return '';
    const rows = lines.map(({ color, name, values, kind }): TooltipRow => {
      return { color, name, value: number(values[index]), isStrong: kind === 'total' };
    });
    return tooltipHtml(format.bucket(bucket.first, interval), stateText(bucket.state), rows);
  };
  return {
    ...style,
    xAxis: { ...bucketAxis(style, firsts, interval, format), boundaryGap: false },
    yAxis: countAxis(style, format),
    tooltip: {
      ...style.tooltip,
      formatter: (points: { dataIndex: number }[]) => tooltip(points[0]?.dataIndex ?? -1),
    },
    series: [...lines].reverse().flatMap((line) => drawn(line, periods)),
  };
}

const WIDTHS = { total: 2.5, part: 1.5, before: 1.5 };

function drawn({ name, color, values, kind }: DrawnLine, { buckets }: Periods): object[] {
  const firstOpen = buckets.findIndex(({ state }) => state !== 'whole');
  const base = {
    type: 'line' as const,
    ...{ name, color },
    symbol: 'circle',
    symbolSize: 5,
    emphasis: { disabled: true },
    z: kind === 'total' ? 4 : 3,
  };
  const width = WIDTHS[kind];
  if (kind === 'before') return [{ ...base, lineStyle: { width, type: [1, 3] }, ...withLonePoints(values) }];
  if (firstOpen < 0) return [{ ...base, lineStyle: { width }, ...withLonePoints(values) }];
  const solid = values.map((value, index) => (index >= firstOpen ? null : value));
  const open = values.map((value, index) => (index >= firstOpen - 1 ? value : null));
  return [
    { ...base, lineStyle: { width }, ...withLonePoints(solid) },
    { ...base, lineStyle: { width, type: [4, 4], opacity: 0.75 }, ...withLonePoints(open) },
  ];
}
