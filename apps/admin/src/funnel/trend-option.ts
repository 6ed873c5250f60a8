import type { FunnelAnswer } from '@groundswell/contracts';
import type { EChartsCoreOption } from 'echarts/core';
import { bucketAxis, chartStyle, shareAxis } from '../charts/chart-style.js';
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
  // A point without a neighbour has no line that would show it.
  const isAlone = (index: number) => [index - 1, index + 1].every((at) => (rows[at]?.rate ?? null) === null);
  const line = (type: 'solid' | 'dashed', isIn: (index: number) => boolean) => ({
    type: 'line',
    name: text.rate,
    color,
    lineStyle: { type, width: 2 },
    symbolSize: 5,
    showAllSymbol: true,
    data: rows.map(({ rate }, index) => {
      const isSeen = rows.length <= 31 || isAlone(index);
      return isIn(index) && rate !== null ? { value: rate, symbol: isSeen ? 'circle' : 'none' } : null;
    }),
  });
  return {
    ...style,
    xAxis: bucketAxis(
      style,
      rows.map(({ bucket }) => bucket),
      interval,
      format,
    ),
    yAxis: shareAxis(
      style,
      rows.map(({ rate }) => rate),
      format,
    ),
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
