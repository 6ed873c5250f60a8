import type { ExperimentResults, MetricResult } from '@groundswell/contracts';
import type { EChartsCoreOption } from 'echarts/core';
import { bucketAxis, chartStyle, countAxis } from '../../charts/chart-style.js';
import { tooltipHtml } from '../../charts/tooltip.js';
import type { Formatter } from '../../i18n/format.js';
import { type Scheme, tokensOf } from '../../theme/tokens.js';

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

export interface CourseContext {
  scheme: Scheme;
  format: Formatter;
  /** Names by key, the control first. */
  variations: readonly { key: string; name: string }[];
}

type Course = MetricResult['series'];
type Point = Course[number]['variations'][number];
type Bounds = readonly [number, number];

/**
 * The lift as it was known day by day: a band for whoever looks once, dashed lines for whoever looks every day. The first days
 * know so little that their intervals would make the rest flat, so the axis is as tall as the last day needs.
 */
export function liftOption(course: Course, context: CourseContext): EChartsCoreOption {
  const { scheme, format, variations } = context;
  const style = chartStyle(scheme);
  const days = course.map(({ day }) => day);
  const treatments = variations.slice(1).map((variation, index) => ({
    name: variation.name,
    color: variationColor(index + 1, scheme),
    points: course.map((one) => one.variations.find(({ key }) => key === variation.key)),
  }));
  const reach = reachOf(treatments.map(({ points }) => points));
  return {
    ...style,
    xAxis: { ...bucketAxis(style, days, 'day', format), boundaryGap: false },
    yAxis: {
      ...style.yAxis,
      ...{ min: -reach, max: reach },
      axisLabel: {
        ...style.yAxis.axisLabel,
        ...{ showMinLabel: false, showMaxLabel: false },
        formatter: (value: number) => format.change(value),
      },
    },
    tooltip: {
      ...style.tooltip,
      formatter: (found: { dataIndex: number }[]) => {
        const at = found[0]?.dataIndex ?? 0;
        const rows = treatments.map(({ name, color, points }) => ({
          color,
          name,
          value: liftText(points[at], format),
        }));
        return tooltipHtml(format.day(days[at] ?? ''), null, rows);
      },
    },
    series: treatments.flatMap(({ name, color, points }) => [
      ...bandOf(name, color, points),
      ...boundsOf(name, color, points),
      {
        ...{ type: 'line', name, color, symbol: 'circle', symbolSize: 5 },
        showSymbol: days.length <= 31,
        lineStyle: { width: 2 },
        data: points.map((one) => one?.relativeLift ?? null),
      },
    ]),
  };
}

const SPARE = 1.6;
const LEAST_REACH = 0.01;

/** Half the height of the axis: what the last day that is known needs, and half as much again. */
function reachOf(all: (Point | undefined)[][]): number {
  const ends = all.flatMap((points) => {
    const last = points.findLast((one) => one?.interval || one?.sequentialInterval);
    return [...(last?.interval ?? []), ...(last?.sequentialInterval ?? [])].map(Math.abs);
  });
  return Math.max(LEAST_REACH, ...ends) * SPARE;
}

/** ECharts fills between two lines that are stacked: the lower end, and what is between it and the upper one. */
function bandOf(name: string, color: string, points: (Point | undefined)[]) {
  const base = {
    ...{ type: 'line', symbol: 'none', silent: true, color, stack: `band ${name}`, stackStrategy: 'all' },
    lineStyle: { opacity: 0 },
  };
  const widths = points.map((one) => one?.interval && one.interval[1] - one.interval[0]);
  return [
    { ...base, name: `${name} ↓`, data: points.map((one) => one?.interval?.[0] ?? null) },
    {
      ...base,
      name: `${name} ↕`,
      areaStyle: { color, opacity: 0.14 },
      data: widths.map((one) => one ?? null),
    },
  ];
}

function boundsOf(name: string, color: string, points: (Point | undefined)[]) {
  const line = (place: 0 | 1) => ({
    ...{ type: 'line', name: `${name} ${place}`, color, symbol: 'none', silent: true },
    lineStyle: { type: 'dashed', width: 1, opacity: 0.8 },
    data: points.map((one) => one?.sequentialInterval?.[place] ?? null),
  });
  return [line(0), line(1)];
}

function liftText(point: Point | undefined, format: Formatter): string {
  if (!point || point.relativeLift === null) return '–';
  const ends = (bounds: Bounds | null) => bounds && format.interval(bounds);
  const known = [ends(point.interval), ends(point.sequentialInterval)].filter(Boolean);
  return `${format.change(point.relativeLift)} (${known.join('; ')})`;
}

/** People by the day on which they were first exposed. */
export function exposuresOption(
  days: ExperimentResults['exposuresPerDay'],
  { scheme, format, variations }: CourseContext,
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
