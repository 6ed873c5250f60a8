import type { FunnelAnswer, FunnelStepResult } from '@groundswell/contracts';
import type { EChartsCoreOption } from 'echarts/core';
import { chartStyle } from '../charts/chart-style.js';
import { totalColor } from '../charts/palette.js';
import { type TooltipRow, tooltipHtml } from '../charts/tooltip.js';
import type { Formatter } from '../i18n/format.js';
import { type Scheme, tokensOf } from '../theme/tokens.js';
import { lineColor } from '../trends/line-colors.js';

/** Values of a breakdown whose bars still stand apart beside each other. */
export const MOST_GROUPS = 5;
/** Letters of all names below a chart as wide as a phone. */
const LETTERS = 44;
/** More steps than these have numbers for names. */
const MOST_NAMED = 6;

/** What a bar is of. */
export interface FunnelBar {
  step: number;
  breakdown: string | null;
}

interface Context {
  answer: Pick<FunnelAnswer, 'steps' | 'groups'>;
  scheme: Scheme;
  format: Formatter;
  stepName(step: FunnelStepResult): string;
  groupName(breakdown: string): string;
  text: Record<'users' | 'ofFirst' | 'ofPrevious' | 'median', string>;
}

/**
 * A bar for each step, as high as the share of those who began that got there, and pale behind it who was still there a step
 * before; with a breakdown a bar for each of its values. Bars carry a `FunnelBar`.
 */
export function funnelBarsOption(context: Context): EChartsCoreOption {
  const { answer, scheme, format, stepName } = context;
  const { steps, groups } = answer;
  const style = chartStyle(scheme);
  const longest = Math.floor(LETTERS / steps.length);
  const short = (name: string) => (name.length > longest ? `${name.slice(0, longest - 1)}…` : name);
  const axisName = (step: FunnelStepResult) =>
    steps.length > MOST_NAMED ? `${step.index + 1}` : `${step.index + 1}.\n${short(stepName(step))}`;
  return {
    ...style,
    grid: { ...style.grid, top: 36 },
    xAxis: {
      ...style.xAxis,
      type: 'category',
      data: steps.map(axisName),
      // They are short enough for a phone; left to itself the axis leaves some out there.
      axisLabel: { ...style.xAxis.axisLabel, lineHeight: 14, interval: 0 },
    },
    yAxis: {
      ...style.yAxis,
      max: 1,
      interval: 0.25,
      axisLabel: { ...style.yAxis.axisLabel, formatter: (value: number) => format.percent(value, 0) },
    },
    tooltip: {
      ...style.tooltip,
      axisPointer: { type: 'shadow' },
      formatter: (points: { dataIndex: number }[]) => tooltip(points[0]?.dataIndex ?? -1, context),
    },
    series: groups ? groupBars(groups, context) : stepBars(steps, context),
  };
}

const BAR = { type: 'bar', barMaxWidth: 96, emphasis: { disabled: true }, animation: false };
const ROUNDED = { borderRadius: [3, 3, 0, 0] };

function stepBars(steps: readonly FunnelStepResult[], { scheme, format }: Context): object[] {
  const { sunken, text } = tokensOf(scheme);
  const before = steps.map((_, at) => (at === 0 ? 1 : (steps[at - 1]?.rateFromFirst ?? 0)));
  const label = ({ users, rateFromFirst }: FunnelStepResult) =>
    `${format.number(users)}\n${format.percent(rateFromFirst)}`;
  return [
    { ...BAR, silent: true, itemStyle: { ...ROUNDED, color: sunken }, data: before },
    {
      ...BAR,
      barGap: '-100%',
      itemStyle: ROUNDED,
      color: totalColor(scheme),
      label: { show: true, position: 'top', color: text, fontSize: 11, lineHeight: 14, textBorderWidth: 0 },
      data: steps.map((step) => ({
        value: step.rateFromFirst ?? 0,
        bar: { step: step.index, breakdown: null } satisfies FunnelBar,
        label: { formatter: label(step) },
      })),
    },
  ];
}

function groupBars(groups: NonNullable<FunnelAnswer['groups']>, { scheme, groupName }: Context): object[] {
  return groups.slice(0, MOST_GROUPS).map(({ breakdown, steps }, index) => ({
    ...BAR,
    name: groupName(breakdown),
    color: lineColor(breakdown, index, scheme),
    itemStyle: ROUNDED,
    data: steps.map(({ index: step, rateFromFirst }) => ({
      value: rateFromFirst ?? 0,
      bar: { step, breakdown } satisfies FunnelBar,
    })),
  }));
}

function tooltip(at: number, { answer, scheme, format, stepName, groupName, text }: Context): string {
  const step = answer.steps[at];
  if (!step) return '';
  const { users, rateFromFirst, rateFromPrevious, medianSeconds } = step;
  const plain = (name: string, value: string): TooltipRow => ({ color: 'transparent', name, value });
  const own: TooltipRow = {
    color: totalColor(scheme),
    name: text.users,
    value: format.number(users),
    isStrong: true,
  };
  const byGroup = (answer.groups ?? [])
    .slice(0, MOST_GROUPS)
    .map(({ breakdown, steps }, index): TooltipRow => {
      const { users: count = 0, rateFromFirst: rate = null } = steps[at] ?? {};
      const value = `${format.number(count)} · ${format.percent(rate)}`;
      return { color: lineColor(breakdown, index, scheme), name: groupName(breakdown), value };
    });
  return tooltipHtml(`${step.index + 1}. ${stepName(step)}`, null, [
    own,
    plain(text.ofFirst, format.percent(rateFromFirst)),
    ...(at > 0 ? [plain(text.ofPrevious, format.percent(rateFromPrevious))] : []),
    ...(medianSeconds === null ? [] : [plain(text.median, format.duration(medianSeconds * 1000))]),
    ...byGroup,
  ]);
}
