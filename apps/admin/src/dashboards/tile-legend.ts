import type { EChartsCoreOption } from 'echarts/core';

interface Drawn {
  name?: string;
  color?: string;
}

/** More names than this say less than none. */
const MOST = 8;

/** Names and colours of what a chart draws, each once, the one on top first; none where there is one alone, or too many. */
export function legendOf({ series }: EChartsCoreOption): { name: string; color: string }[] {
  const colors = new Map<string, string>();
  for (const { name, color } of series as Drawn[]) if (name && color) colors.set(name, color);
  if (colors.size < 2 || colors.size > MOST) return [];
  return [...colors].reverse().map(([name, color]) => ({ name, color }));
}
