import type { FunnelAnswer } from '@groundswell/contracts';
import type { EChartsCoreOption } from 'echarts/core';
import { chartStyle, countAxis } from '../charts/chart-style.js';
import { totalColor } from '../charts/palette.js';
import { tooltipHtml } from '../charts/tooltip.js';
import type { Formatter } from '../i18n/format.js';
import type { Scheme } from '../theme/tokens.js';

interface Context {
  times: FunnelAnswer['conversionTimes'];
  scheme: Scheme;
  format: Formatter;
  people: string;
}

/** A bar for each span of time, up to the last one that anybody needed. */
export function timesOption({ times, scheme, format, people }: Context): EChartsCoreOption {
  const style = chartStyle(scheme);
  const color = totalColor(scheme);
  const shown = times.slice(0, times.findLastIndex(({ users }) => users > 0) + 1);
  const duration = (seconds: number) => format.duration(seconds * 1000);
  const name = ({ from, to }: (typeof times)[number]) =>
    to === null
      ? `≥ ${duration(from)}`
      : from === 0
        ? `< ${duration(to)}`
        : `${duration(from)} – ${duration(to)}`;
  return {
    ...style,
    xAxis: { ...style.xAxis, type: 'category', data: shown.map(name) },
    yAxis: countAxis(style, format),
    tooltip: {
      ...style.tooltip,
      axisPointer: { type: 'shadow' },
      formatter: (points: { dataIndex: number }[]) => {
        const bin = shown[points[0]?.dataIndex ?? -1];
        if (!bin) return '';
        const value = `${format.number(bin.users)} · ${format.percent(bin.share)}`;
        return tooltipHtml(name(bin), null, [{ color, name: people, value, isStrong: true }]);
      },
    },
    series: [
      { type: 'bar', name: people, color, barCategoryGap: '20%', data: shown.map(({ users }) => users) },
    ],
  };
}
