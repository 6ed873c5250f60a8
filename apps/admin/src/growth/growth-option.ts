import type { GrowthAccountingRow } from '@groundswell/contracts';
import type { EChartsCoreOption } from 'echarts/core';
import { bucketAxis, chartStyle, countAxis } from '../charts/chart-style.js';
import { type TooltipRow, tooltipHtml } from '../charts/tooltip.js';
import type { Formatter } from '../i18n/format.js';
import type { Interval } from '../range/local-date.js';
import type { BucketState } from '../overview/series.js';
import type { Scheme } from '../theme/tokens.js';
import { PARTS, type Part, partColor } from './growth-colors.js';

interface Context {
  rows: GrowthAccountingRow[];
  /** Of each row. */
  states: BucketState[];
  interval: Interval;
  hidden: ReadonlySet<string>;
  scheme: Scheme;
  format: Formatter;
  name(part: Part | 'active' | 'quickRatio'): string;
  /** Why a period is not to be taken for a whole one; null where it is. */
  stateText(state: BucketState): string | null;
}

/** Who is there is stacked above zero, who left hangs below it. A period that is not whole is pale. */
export function growthOption(context: Context): EChartsCoreOption {
  const { rows, states, interval, hidden, scheme, format } = context;
  const style = chartStyle(scheme);
  return {
    ...style,
    xAxis: bucketAxis(
      style,
      rows.map(({ bucket }) => bucket),
      interval,
      format,
    ),
    yAxis: { ...countAxis(style, format), min: null },
    tooltip: {
      ...style.tooltip,
      axisPointer: { type: 'shadow' },
      formatter: (points: { dataIndex: number }[]) => tooltip(points[0]?.dataIndex ?? -1, context),
    },
    series: PARTS.filter((part) => !hidden.has(part)).map((part) => ({
      type: 'bar',
      stack: 'people',
      name: context.name(part),
      color: partColor(part, scheme),
      barMaxWidth: 40,
      barCategoryGap: '28%',
      emphasis: { disabled: true },
      data: rows.map((row, index) => ({
        value: part === 'churned' ? -row.churned : row[part],
        itemStyle: { opacity: states[index] === 'whole' ? 1 : 0.4 },
      })),
    })),
  };
}

function tooltip(
  index: number,
  { rows, states, interval, scheme, format, name, stateText }: Context,
): string {
  const row = rows[index];
  if (!row) return '';
  const lines: TooltipRow[] = [
    { color: 'transparent', name: name('active'), value: format.number(row.active), isStrong: true },
    ...PARTS.map((part) => ({
      color: partColor(part, scheme),
      name: name(part),
      value:
        part === 'churned' && row.churned > 0 ? `−${format.number(row.churned)}` : format.number(row[part]),
    })),
    { color: 'transparent', name: name('quickRatio'), value: format.decimal(row.quickRatio) },
  ];
  return tooltipHtml(format.bucket(row.bucket, interval), stateText(states[index] ?? 'whole'), lines);
}
