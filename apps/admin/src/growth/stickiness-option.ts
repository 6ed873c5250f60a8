import type { StickinessAnswer } from '@groundswell/contracts';
import type { EChartsCoreOption } from 'echarts/core';
import { bucketAxis, chartStyle, countAxis, shareAxis } from '../charts/chart-style.js';
import { totalColor } from '../charts/palette.js';
import { tooltipHtml } from '../charts/tooltip.js';
import type { Formatter } from '../i18n/format.js';
import { type Scheme, tokensOf } from '../theme/tokens.js';

interface Context {
  answer: StickinessAnswer;
  /** Of as many days right before, drawn over the same places. */
  before?: StickinessAnswer;
  scheme: Scheme;
  format: Formatter;
  text: {
    ratio: string;
    dau: string;
    windowUsers: string;
    incomplete: string;
    people: string;
    before?: string;
  };
  /** Name of a bar: active on so many days. */
  daysText(days: number): string;
}

const PAST_LINE = { width: 1.5, type: [1, 3] };

/** The ratio of each day; a day that is not over is left out, as it can only be too low. */
export function ratioOption({ answer, before, scheme, format, text }: Context): EChartsCoreOption {
  const style = chartStyle(scheme);
  const { rows } = answer;
  const color = totalColor(scheme);
  const past = rows.map((_, index) => before?.rows[index]?.ratio ?? null);
  const pastColor = tokensOf(scheme).muted;
  const tooltip = (index: number) => {
    const row = rows[index];
    if (!row) return '';
    return tooltipHtml(format.day(row.bucket), row.complete ? null : text.incomplete, [
      { color, name: text.ratio, value: format.percent(row.ratio), isStrong: true },
      ...(before
        ? [{ color: pastColor, name: text.before ?? '', value: format.percent(past[index] ?? null) }]
        : []),
      { color: 'transparent', name: text.dau, value: format.number(row.dau) },
      { color: 'transparent', name: text.windowUsers, value: format.number(row.windowUsers) },
    ]);
  };
  return {
    ...style,
    xAxis: {
      ...bucketAxis(
        style,
        rows.map(({ bucket }) => bucket),
        'day',
        format,
      ),
      boundaryGap: false,
    },
    yAxis: shareAxis(
      style,
      rows.map(({ ratio }) => ratio),
      format,
    ),
    tooltip: {
      ...style.tooltip,
      formatter: (points: { dataIndex: number }[]) => tooltip(points[0]?.dataIndex ?? -1),
    },
    series: [
      {
        type: 'line',
        color,
        symbol: 'circle',
        symbolSize: 5,
        showSymbol: rows.length <= 2,
        lineStyle: { width: 2.5 },
        emphasis: { disabled: true },
        data: rows.map(({ ratio, complete }) => (complete ? ratio : null)),
      },
      ...(before
        ? [{ type: 'line', color: pastColor, showSymbol: false, lineStyle: PAST_LINE, data: past }]
        : []),
    ],
  };
}

/** How many people came on how many days of the last window. */
export function histogramOption({ answer, scheme, format, text, daysText }: Context): EChartsCoreOption {
  const style = chartStyle(scheme);
  const { histogram } = answer;
  const color = totalColor(scheme);
  return {
    ...style,
    xAxis: { ...style.xAxis, type: 'category', data: histogram.map(({ days }) => String(days)) },
    yAxis: countAxis(style, format),
    tooltip: {
      ...style.tooltip,
      axisPointer: { type: 'shadow' },
      formatter: (points: { dataIndex: number }[]) => {
        const bar = histogram[points[0]?.dataIndex ?? -1];
        if (!bar) return '';
        return tooltipHtml(daysText(bar.days), null, [
          { color, name: text.people, value: format.number(bar.users), isStrong: true },
        ]);
      },
    },
    series: [
      {
        type: 'bar',
        color,
        barMaxWidth: 28,
        emphasis: { disabled: true },
        data: histogram.map(({ users }) => users),
      },
    ],
  };
}
