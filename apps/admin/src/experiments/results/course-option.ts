import type { EChartsCoreOption } from 'echarts/core';
import { bucketAxis, chartStyle, countAxis } from '../../charts/chart-style.js';
import { tooltipHtml } from '../../charts/tooltip.js';
import type { Formatter } from '../../i18n/format.js';
import { type Scheme, tokensOf } from '../../theme/tokens.js';
import type { Results } from './results.js';

/** Variations have colours of their own; the control is grey. */
const COLORS: Record<Scheme, readonly string[]> = {
  light: ['#2f6fde', '#c76f11', '#8457c9', '#3d8f47', '#bf3f78'],
  dark: ['#79a8ff', '#f0a557', '#b794f4', '#7ac984', '#ee86b2'],
};

export function variationColor(index: number, scheme: Scheme): string {
  if (index === 0) return tokensOf(scheme).muted;
  const colors = COLORS[scheme];
  return colors[(index - 1) % colors.length]!;
}

interface Context {
  scheme: Scheme;
  format: Formatter;
  /** Names by key, the control first. */
  variations: readonly { key: string; name: string }[];
}

type Course = NonNullable<Results['metrics'][number]['series']>;

/** The lift as it was known day by day, each within its interval. */
export function liftOption(course: Course, context: Context): EChartsCoreOption {
  const { scheme, format, variations } = context;
  const style = chartStyle(scheme);
  const days = course.map(({ day }) => day);
  const points = (key: string) => course.map((one) => one.variations.find((other) => other.key === key));
  const treatments = variations.slice(1).map((variation, index) => ({
    ...variation,
    color: variationColor(index + 1, scheme),
    points: points(variation.key),
  }));
  const dashed = (color: string) => ({
    type: 'line',
    color,
    symbol: 'none',
    lineStyle: { type: 'dashed', width: 1 },
  });
  return {
    ...style,
    xAxis: { ...bucketAxis(style, days, 'day', format), boundaryGap: false },
    yAxis: {
      ...style.yAxis,
      min: undefined,
      axisLabel: { ...style.yAxis.axisLabel, formatter: (value: number) => format.change(value) },
    },
    tooltip: {
      ...style.tooltip,
      formatter: (found: { dataIndex: number }[]) => {
        const at = found[0]?.dataIndex ?? 0;
        const rows = treatments.map(({ name, color, points: own }) => ({
          color,
          name,
          value: liftText(own[at], format),
        }));
        return tooltipHtml(format.day(days[at] ?? ''), null, rows);
      },
    },
    series: treatments.flatMap(({ name, color, points: own }) => [
      { ...dashed(color), name: `${name} ↓`, data: own.map((one) => one?.interval?.[0] ?? null) },
      { ...dashed(color), name: `${name} ↑`, data: own.map((one) => one?.interval?.[1] ?? null) },
      {
        type: 'line',
        name,
        color,
        symbol: 'circle',
        symbolSize: 5,
        showSymbol: days.length <= 31,
        lineStyle: { width: 2 },
        data: own.map((one) => one?.relativeLift ?? null),
      },
    ]),
  };
}

function liftText(point: Course[number]['variations'][number] | undefined, format: Formatter): string {
  if (!point || point.relativeLift === null) return '–';
  const [low, high] = point.interval ?? [null, null];
  if (low === null || high === null) return format.change(point.relativeLift);
  return `${format.change(point.relativeLift)} (${format.change(low)} … ${format.change(high)})`;
}

/** People by the day on which they were first exposed. */
export function exposuresOption(
  days: NonNullable<Results['exposuresPerDay']>,
  { scheme, format, variations }: Context,
): EChartsCoreOption {
  const style = chartStyle(scheme);
  const series = variations.map(({ key, name }, index) => ({
    name,
    color: variationColor(index, scheme),
    data: days.map((one) => one.variations.find((other) => other.key === key)?.exposed ?? 0),
  }));
  const buckets = days.map(({ day }) => day);
  return {
    ...style,
    xAxis: { ...bucketAxis(style, buckets, 'day', format), boundaryGap: false },
    yAxis: countAxis(style, format),
    tooltip: {
      ...style.tooltip,
      formatter: (found: { dataIndex: number }[]) => {
        const at = found[0]?.dataIndex ?? 0;
        const rows = series.map(({ name, color, data }) => ({ color, name, value: format.number(data[at]) }));
        return tooltipHtml(format.day(buckets[at] ?? ''), null, rows);
      },
    },
    series: series.map((one) => ({
      ...one,
      type: 'line',
      symbol: 'circle',
      symbolSize: 5,
      showSymbol: days.length <= 31,
      lineStyle: { width: 2 },
    })),
  };
}
