import type { AttributionModelsAnswer, AttributionModelsRow } from '@groundswell/contracts';
import type { EChartsCoreOption } from 'echarts/core';
import { chartStyle } from '../charts/chart-style.js';
import { tooltipHtml } from '../charts/tooltip.js';
import type { Formatter } from '../i18n/format.js';
import { type Scheme, tokensOf } from '../theme/tokens.js';
import { lineColor } from '../trends/line-colors.js';

const MOST = 7;

export interface ModelSeries {
  key: string;
  name: string;
  color: string;
  /** By model, in the order of the answer; of all conversions. */
  shares: number[];
}

/** The keys with the most credit under any model, the others together. */
export function seriesOf(
  answer: AttributionModelsAnswer,
  { keyName, others, scheme }: { keyName(key: string): string; others: string; scheme: Scheme },
): ModelSeries[] {
  const models = answer.reconciliation.map(({ model }) => model);
  const shares = (row: AttributionModelsRow) => models.map((model) => row.models[model]?.share ?? 0);
  const touched = answer.rows.filter(({ key }) => key !== '(unattributed)');
  const most = [...touched].sort((a, b) => Math.max(...shares(b)) - Math.max(...shares(a)));
  const named = most.slice(0, MOST).map((row, at) => ({
    ...{ key: row.key, name: keyName(row.key), color: lineColor('', at, scheme), shares: shares(row) },
  }));
  const sum = (rows: AttributionModelsRow[]) =>
    models.map((_, at) => rows.reduce((total, row) => total + (shares(row)[at] ?? 0), 0));
  const muted = tokensOf(scheme);
  const rest = { key: '(other)', name: others, color: muted.muted, shares: sum(most.slice(MOST)) };
  const none = answer.rows.filter(({ key }) => key === '(unattributed)');
  const untouched = {
    ...{ key: '(unattributed)', name: keyName('(unattributed)'), color: muted.line, shares: sum(none) },
  };
  return [...named, rest, untouched].filter((series) => series.shares.some((share) => share > 0));
}

/** A bar for each model, in which keys have their shares. */
export function modelsOption(
  series: readonly ModelSeries[],
  models: readonly string[],
  { scheme, format }: { scheme: Scheme; format: Formatter },
): EChartsCoreOption {
  const style = chartStyle(scheme);
  return {
    ...style,
    grid: { ...style.grid, top: 4 },
    xAxis: {
      ...style.yAxis,
      type: 'value',
      max: 1,
      axisLabel: { ...style.xAxis.axisLabel, formatter: (value: number) => format.percent(value, 0) },
    },
    yAxis: { ...style.xAxis, type: 'category', inverse: true, data: [...models] },
    tooltip: {
      ...style.tooltip,
      axisPointer: { type: 'shadow', shadowStyle: { opacity: 0.12 } },
      formatter: (points: { dataIndex: number }[]) =>
        tooltip(points[0]?.dataIndex ?? 0, { series, models, format }),
    },
    series: series.map(({ name, color, shares }) => ({
      ...{ type: 'bar', stack: 'all', name, color, data: shares, barMaxWidth: 20 },
      itemStyle: { borderColor: tokensOf(scheme).surface, borderWidth: 1 },
      emphasis: { disabled: true },
    })),
  };
}

function tooltip(
  at: number,
  {
    series,
    models,
    format,
  }: { series: readonly ModelSeries[]; models: readonly string[]; format: Formatter },
): string {
  const rows = series.map(({ name, color, shares }) => ({
    ...{ name, color, value: format.percent(shares[at] ?? 0) },
  }));
  return tooltipHtml(models[at] ?? '', null, rows);
}
