import type { ReferralAnswer, ReferralRow } from '@groundswell/contracts';
import type { EChartsCoreOption } from 'echarts/core';
import { bucketAxis, chartStyle } from '../charts/chart-style.js';
import { tooltipHtml } from '../charts/tooltip.js';
import type { Formatter } from '../i18n/format.js';
import { type Interval, addDays, lastDayOf } from '../range/local-date.js';
import { type Scheme, tokensOf } from '../theme/tokens.js';

export const K_LINES = ['kSignup', 'kActivated'] as const;
export type KLine = (typeof K_LINES)[number];

export function kColor(line: KLine, scheme: Scheme): string {
  const { accent, warn } = tokensOf(scheme);
  return line === 'kSignup' ? accent : warn;
}

type Row = ReferralRow & { isWhole: boolean };

/** Rows with whether all that can count of them is over, and within the data. */
export function withWhole(
  { rows, ripeDays }: Pick<ReferralAnswer, 'rows' | 'ripeDays'>,
  interval: Interval,
  dataEnds: string,
): Row[] {
  const ripeOn = (bucket: string) => addDays(lastDayOf(interval, bucket), ripeDays);
  return rows.map((row) => ({ ...row, isWhole: row.complete && ripeOn(row.bucket) <= dataEnds }));
}

interface Context {
  rows: Row[];
  lines: KLine[];
  interval: Interval;
  scheme: Scheme;
  format: Formatter;
  text: Record<KLine | 'users' | 'incomplete', string>;
}

/** K by the period in which inviters joined; dashed to and from what can still rise. */
export function kOption({ rows, lines, interval, scheme, format, text }: Context): EChartsCoreOption {
  const style = chartStyle(scheme);
  const isOpen = (index: number) => rows[index]?.isWhole === false;
  const series = (line: KLine, type: 'solid' | 'dashed', isIn: (index: number) => boolean) => ({
    type: 'line',
    name: text[line],
    color: kColor(line, scheme),
    lineStyle: { type, width: 2 },
    symbol: 'circle',
    symbolSize: 5,
    showSymbol: rows.length <= 31,
    data: rows.map((row, index) => (isIn(index) ? row[line] : null)),
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
      axisLabel: { ...style.yAxis.axisLabel, formatter: (value: number) => format.decimal(value) },
    },
    tooltip: {
      ...style.tooltip,
      formatter: (points: { dataIndex: number }[]) => {
        const row = rows[points[0]?.dataIndex ?? -1];
        if (!row) return '';
        return tooltipHtml(format.bucket(row.bucket, interval), row.isWhole ? null : text.incomplete, [
          ...lines.map((line) => ({
            color: kColor(line, scheme),
            name: text[line],
            value: format.decimal(row[line]),
            isStrong: true,
          })),
          { color: 'transparent', name: text.users, value: format.number(row.users) },
        ]);
      },
    },
    series: lines.flatMap((line) => [
      series(line, 'solid', (index) => !isOpen(index)),
      series(line, 'dashed', (index) => isOpen(index - 1) || isOpen(index) || isOpen(index + 1)),
    ]),
  };
}
