import type { EChartsCoreOption } from 'echarts/core';
import { bucketAxis, chartStyle } from '../charts/chart-style.js';
import { tooltipHtml } from '../charts/tooltip.js';
import type { Formatter } from '../i18n/format.js';
import { type Scheme, tokensOf } from '../theme/tokens.js';

interface Trend {
  days: string[];
  values: readonly (number | null)[];
  name: string;
  text(value: number | null | undefined): string;
}

/** One number by day. */
export function trendOption(
  { days, values, name, text }: Trend,
  { scheme, format }: { scheme: Scheme; format: Formatter },
): EChartsCoreOption {
  const style = chartStyle(scheme);
  const color = tokensOf(scheme).accent;
  return {
    ...style,
    xAxis: bucketAxis(style, days, 'day', format),
    yAxis: { ...style.yAxis, splitNumber: 2, axisLabel: { ...style.yAxis.axisLabel, formatter: text } },
    tooltip: {
      ...style.tooltip,
      formatter: (points: { dataIndex: number }[]) => {
        const at = points[0]?.dataIndex ?? 0;
        return tooltipHtml(format.day(days[at] ?? ''), null, [{ color, name, value: text(values[at]) }]);
      },
    },
    series: [{ type: 'line', name, data: [...values], color, showSymbol: false, lineStyle: { width: 1.75 } }],
  };
}
