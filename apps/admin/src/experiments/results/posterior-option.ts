import type { MetricResult } from '@groundswell/contracts';
import type { EChartsCoreOption } from 'echarts/core';
import { chartStyle } from '../../charts/chart-style.js';
import { tooltipHtml } from '../../charts/tooltip.js';
import { tokensOf } from '../../theme/tokens.js';
import { type CourseContext, variationColor } from './course-option.js';
import { curveOf, drawnRange, middle95 } from './posterior.js';

/** How likely each lift is of each treatment, after the data: a normal curve on one axis of lifts. */
export function posteriorOption(metric: MetricResult, context: CourseContext): EChartsCoreOption | null {
  const { scheme, format, variations } = context;
  const style = chartStyle(scheme);
  const t = tokensOf(scheme);
  const drawn = variations.flatMap(({ key, name }, index) => {
    const result = metric.variations.find((one) => one.key === key);
    return result?.posterior && result.posterior.standardDeviation > 0
      ? [{ name, color: variationColor(index, scheme), result, posterior: result.posterior }]
      : [];
  });
  if (drawn.length === 0) return null;
  const range = drawnRange(drawn.map(({ posterior }) => posterior));
  const rows = drawn.map(({ name, color, posterior, result }) => {
    const middle = format.interval(middle95(posterior));
    return { name, color, value: `${middle} · ${format.chance(result.chanceToWin)}` };
  });
  return {
    ...style,
    xAxis: {
      ...style.xAxis,
      type: 'value',
      ...{ min: range[0], max: range[1], splitNumber: 5 },
      splitLine: { show: false },
      axisLabel: {
        ...style.xAxis.axisLabel,
        ...{ showMinLabel: false, showMaxLabel: false },
        formatter: (value: number) => format.change(value),
      },
    },
    yAxis: { type: 'value', show: false, min: 0 },
    tooltip: {
      ...style.tooltip,
      formatter: (found: { axisValue?: number; value?: [number, number] }[]) =>
        tooltipHtml(format.change(found[0]?.value?.[0] ?? 0), null, rows),
    },
    series: drawn.map(({ name, color, posterior }, index) => ({
      type: 'line',
      ...{ name, color, symbol: 'none', data: curveOf(posterior, range) },
      lineStyle: { width: 2 },
      areaStyle: { color, opacity: 0.15 },
      ...(index === 0 && {
        markLine: {
          ...{ silent: true, symbol: 'none', label: { show: false } },
          lineStyle: { color: t.muted, type: 'solid', width: 1 },
          data: [{ xAxis: 0 }],
        },
      }),
    })),
  };
}
