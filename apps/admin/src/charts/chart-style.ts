import type { Formatter } from '../i18n/format.js';
import type { Interval } from '../range/local-date.js';
import { FONT_STACK, type Scheme, tokensOf } from '../theme/tokens.js';

/** Axes, grid and tooltip as all our charts have them. */
export function chartStyle(scheme: Scheme) {
  const t = tokensOf(scheme);
  const text = { color: t.muted, fontFamily: FONT_STACK, fontSize: 11 };
  return {
    animation: false,
    textStyle: { fontFamily: FONT_STACK, color: t.text },
    grid: {
      left: 4,
      right: 12,
      top: 12,
      bottom: 4,
      outerBoundsMode: 'same',
      outerBoundsContain: 'axisLabel',
    },
    xAxis: {
      axisLine: { lineStyle: { color: t.line } },
      axisTick: { show: false },
      axisLabel: { ...text, hideOverlap: true, margin: 10 },
    },
    yAxis: { splitLine: { lineStyle: { color: t.line } }, axisLabel: text, splitNumber: 4, min: 0 },
    tooltip: {
      trigger: 'axis',
      confine: true,
      backgroundColor: t.surface,
      borderColor: t.line,
      padding: [8, 12],
      textStyle: { color: t.text, fontSize: 12, fontFamily: FONT_STACK },
      extraCssText:
        'box-shadow:0 8px 24px rgba(0,0,0,.14);border-radius:8px;font-variant-numeric:tabular-nums',
      axisPointer: { lineStyle: { color: t.muted, type: 'solid', width: 1, opacity: 0.5 } },
    },
  };
}

type Style = ReturnType<typeof chartStyle>;

/** Periods by their first days. */
export function bucketAxis({ xAxis }: Style, buckets: string[], interval: Interval, format: Formatter) {
  return {
    ...xAxis,
    type: 'category',
    data: buckets,
    axisLabel: { ...xAxis.axisLabel, formatter: (first: string) => format.axisBucket(first, interval) },
  };
}

/** Whole people. */
export function countAxis({ yAxis }: Style, format: Formatter) {
  return {
    ...yAxis,
    minInterval: 1,
    axisLabel: { ...yAxis.axisLabel, formatter: (value: number) => format.number(value) },
  };
}

/** Shares: none is above one, whatever round number lies there; nothing but noughts is drawn under a whole one. */
export function shareAxis({ yAxis }: Style, shares: readonly (number | null)[], format: Formatter) {
  const highest = Math.max(0, ...shares.map((share) => share ?? 0));
  return {
    ...yAxis,
    ...((highest > 0.8 || highest === 0) && { max: 1, interval: 0.25 }),
    axisLabel: { ...yAxis.axisLabel, formatter: (value: number) => format.percent(value, 0) },
  };
}
