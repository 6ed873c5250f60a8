import type { FunnelAnswer } from '@groundswell/contracts';
import type { EChartsCoreOption } from 'echarts/core';
import { bucketAxis, chartStyle } from '../charts/chart-style.js';
import { totalColor } from '../charts/palette.js';
import { tooltipHtml } from '../charts/tooltip.js';
import type { Formatter } from '../i18n/format.js';
import type { Interval } from '../range/local-date.js';
import type { Scheme } from '../theme/tokens.js';

type Row = NonNullable<FunnelAnswer['trend']>[number] & { isWhole: boolean };

interface Context {
  rows: Row[];
  interval: Interval;
  scheme: Scheme;
  format: Formatter;
  text: Record<'rate' | 'entered' | 'converted' | 'incomplete', string>;
}

/** Conversion by period of beginning; dashed to and from what is not whole. */
export function trendOption({ rows, interval, scheme, format, text }: Context): EChartsCoreOption {
  const style = chartStyle(scheme);
  const color = totalColor(scheme);
  const isOpen = (index: number) => rows[index]?.isWhole === false;
  const line = (type: 'solid' | 'dashed', isIn: (index: number) => boolean) => ({
    type: 'line',
    name: text.rate,
    color,
    lineStyle: { type, width: 2 },
    symbol: 'circle',
    symbolSize: 5,
    showSymbol: rows.length <= 31,
    data: rows.map(({ rate }, index) => (isIn(index) ? rate : null)),
  });
  return {
    ...style,
    xAxis: bucketAxis(
      style,
      rows.map(({ bucket }) => bucket),
      interval,
      format,
    ),
    yAxis: {
      ...style.yAxis,
      axisLabel: { ...style.yAxis.axisLabel, formatter: (value: number) => format.percent(value, 0) },
    },
    tooltip: {
      ...style.tooltip,
      formatter: (points: { dataIndex: number }[]) => {
        const row = rows[points[0]?.dataIndex ?? -1];
        if (!row) return '';
        return tooltipHtml(format.bucket(row.bucket, interval), row.isWhole ? null : text.incomplete, [
          { color, name: text.rate, value: format.percent(row.rate), isStrong: true },
          { color: 'transparent', name: text.entered, value: format.number(row.entered) },
          { color: 'transparent', name: text.converted, value: format.number(row.converted) },
        ]);
      },
    },
    series: [
      line('solid', (index) => !isOpen(index)),
      line('dashed', (index) => isOpen(index - 1) || isOpen(index) || isOpen(index + 1)),
    ],
  };
}
