import type { EChartsCoreOption } from 'echarts/core';
import { bucketAxis, chartStyle, countAxis } from '../charts/chart-style.js';
import { tooltipHtml } from '../charts/tooltip.js';
import type { Formatter } from '../i18n/format.js';
import type { Interval } from '../range/local-date.js';
import type { Scheme } from '../theme/tokens.js';
import { type Subject, type View, pick } from './subjects.js';

interface Context {
  subjects: readonly Subject[];
  /** First days, ascending. */
  periods: readonly string[];
  interval: Interval;
  view: View;
  scheme: Scheme;
  format: Formatter;
}

/** A figure as its view writes it. */
export function figureText(value: number | null, view: View, format: Formatter): string {
  if (value === null || view === 'level') return format.number(value);
  return view === 'share' ? format.percent(value) : format.change(value, 2);
}

/** Own truth is a thick line; a panel knows single days, which are dots with a line through them. */
export function marketOption(context: Context): EChartsCoreOption {
  const { subjects, periods, interval, view, scheme, format } = context;
  const style = chartStyle(scheme);
  return {
    ...style,
    xAxis: bucketAxis(style, [...periods], interval, format),
    yAxis: view === 'level' ? countAxis(style, format) : rateAxis(style, view, format),
    tooltip: {
      ...style.tooltip,
      formatter: (points: { dataIndex: number }[]) => tooltip(points[0]?.dataIndex ?? -1, context),
    },
    series: subjects.map(({ name, color, isOwn, points }) => ({
      type: 'line',
      name,
      color,
      symbol: 'circle',
      symbolSize: isOwn ? 5 : 8,
      showSymbol: !isOwn || points.size <= 2 || view === 'share',
      showAllSymbol: true,
      connectNulls: true,
      lineStyle: { width: isOwn ? 2.5 : 1.5, type: isOwn ? 'solid' : [4, 4] },
      emphasis: { disabled: true },
      z: isOwn ? 4 : 3,
      data: periods.map((period) => pick(points.get(period), view)),
    })),
  };
}

function rateAxis({ yAxis }: ReturnType<typeof chartStyle>, view: View, format: Formatter) {
  return {
    ...yAxis,
    min: view === 'change' ? null : 0,
    axisLabel: { ...yAxis.axisLabel, formatter: (value: number) => format.percent(value, 0) },
  };
}

function tooltip(index: number, { subjects, periods, interval, view, format }: Context): string {
  const period = periods[index];
  if (period === undefined) return '';
  const rows = subjects.flatMap(({ name, color, isOwn, points }) => {
    const value = pick(points.get(period), view);
    return value === null ? [] : [{ color, name, value: figureText(value, view, format), isStrong: isOwn }];
  });
  return rows.length === 0 ? '' : tooltipHtml(format.bucket(period, interval), null, rows);
}
