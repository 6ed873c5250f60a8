import type { MetricRow } from '@groundswell/contracts';
import type { EChartsCoreOption } from 'echarts/core';
import { bucketAxis, chartStyle } from '../charts/chart-style.js';
import { withLonePoints } from '../charts/lone-points.js';
import { tooltipHtml } from '../charts/tooltip.js';
import type { Formatter } from '../i18n/format.js';
import type { Interval } from '../range/local-date.js';
import { type Scheme, tokensOf } from '../theme/tokens.js';

interface Context {
  name: string;
  interval: Interval;
  scheme: Scheme;
  format: Formatter;
  value(value: number | null): string;
  people(people: number): string;
  open: string;
  /** Of as many days right before, over the same places. */
  before?: { name: string; values: (number | null)[] };
}

const PAST = { showSymbol: false, lineStyle: { width: 1.5, type: [1, 3] } };

/** A line over time; what may still change is dashed. */
export function metricOption(rows: MetricRow[], context: Context): EChartsCoreOption {
  const { name, interval, scheme, format, value, people, open, before } = context;
  const style = chartStyle(scheme);
  const { accent: color, muted } = tokensOf(scheme);
  const values = rows.map((row) => row.value);
  const firstOpen = rows.findIndex(({ complete }) => !complete);
  const isOpen = (index: number, from: number) => firstOpen >= 0 && index >= firstOpen + from;
  const line = { type: 'line', name, color, symbol: 'circle', symbolSize: 5, emphasis: { disabled: true } };
  const tooltip = (index: number) => {
    const row = rows[index];
    if (!row) return '';
    const shown = [
      { color, name, value: value(row.value), isStrong: true },
      ...(before ? [{ color: muted, name: before.name, value: value(before.values[index] ?? null) }] : []),
      { color: 'transparent', name: people(row.people), value: '' },
    ];
    return tooltipHtml(format.bucket(row.bucket, interval), row.complete ? null : open, shown);
  };
  return {
    ...style,
    xAxis: {
      ...bucketAxis(
        style,
        rows.map(({ bucket }) => bucket),
        interval,
        format,
      ),
      boundaryGap: false,
    },
    yAxis: {
      ...style.yAxis,
      min: values.some((one) => one !== null && one < 0) ? undefined : 0,
      axisLabel: { ...style.yAxis.axisLabel, formatter: (one: number) => value(one) },
    },
    tooltip: {
      ...style.tooltip,
      formatter: (points: { dataIndex: number }[]) => tooltip(points[0]?.dataIndex ?? -1),
    },
    series: [
      {
        ...line,
        lineStyle: { width: 2.5 },
        ...withLonePoints(values.map((one, index) => (isOpen(index, 0) ? null : one))),
      },
      {
        ...line,
        lineStyle: { width: 2.5, type: [4, 4], opacity: 0.75 },
        ...withLonePoints(values.map((one, index) => (isOpen(index, -1) ? one : null))),
      },
      ...(before
        ? [
            {
              ...line,
              name: before.name,
              color: muted,
              ...PAST,
              data: values.map((_, at) => before.values[at] ?? null),
            },
          ]
        : []),
    ],
  };
}
