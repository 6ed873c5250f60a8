import type { RetentionAnswer, RetentionCohort } from '@groundswell/contracts';
import type { EChartsCoreOption } from 'echarts/core';
import { chartStyle } from '../charts/chart-style.js';
import { totalColor } from '../charts/palette.js';
import { type TooltipRow, tooltipHtml } from '../charts/tooltip.js';
import type { Formatter } from '../i18n/format.js';
import { type Scheme, tokensOf } from '../theme/tokens.js';
import { lineColor } from '../trends/line-colors.js';
import { averageOf } from './grid.js';

export interface Curve {
  name: string;
  color: string;
  rates: (number | null)[];
  counts: string[];
  width: number;
  opacity: number;
  isNamed: boolean;
}

interface Context {
  scheme: Scheme;
  format: Formatter;
  periodName(n: number): string;
  shortName(n: number): string;
  /** `12 of 40` */
  count(users: number, eligible: number): string;
}

type Cells = readonly { users: number; eligible: number; rate: number | null }[];

function curve(
  name: string,
  color: string,
  cells: Cells,
  look: Pick<Curve, 'width' | 'opacity' | 'isNamed'>,
  { count }: Context,
): Curve {
  return {
    name,
    color,
    rates: cells.map(({ rate }) => rate),
    counts: cells.map(({ users, eligible }) => count(users, eligible)),
    ...look,
  };
}

const STRONG = { width: 2.5, opacity: 1, isNamed: true };
const PLAIN = { width: 1.75, opacity: 1, isNamed: true };
const FAINT = { width: 1, opacity: 0.35, isNamed: false };

/** The weighted average, and beneath it each cohort as far as its periods are over. */
export function cohortCurves(
  answer: Pick<RetentionAnswer, 'average'>,
  cohorts: readonly RetentionCohort[],
  names: { average: string; cohort(first: string): string },
  context: Context,
): Curve[] {
  const { muted } = tokensOf(context.scheme);
  const each = cohorts.map(({ cohort, periods }) => {
    const cells = periods.map((cell) => (cell.complete ? cell : { ...cell, rate: null }));
    return curve(names.cohort(cohort), muted, cells, FAINT, context);
  });
  return [...each, curve(names.average, totalColor(context.scheme), answer.average, STRONG, context)];
}

/** One average for each value of a breakdown, and the one of everybody. */
export function groupCurves(
  answer: Pick<RetentionAnswer, 'average' | 'groups'>,
  groups: readonly { key: string | null }[],
  names: { average: string; group(key: string): string },
  context: Context,
): Curve[] {
  const each = groups.flatMap(({ key }, index) =>
    key === null
      ? []
      : [
          curve(
            names.group(key),
            lineColor(key, index - 1, context.scheme),
            averageOf(answer, key),
            PLAIN,
            context,
          ),
        ],
  );
  return [...each, curve(names.average, totalColor(context.scheme), answer.average, STRONG, context)];
}

/** Two averages over each other, the one that is compared with beneath. */
export function pairOfCurves(
  [own, other]: readonly [Cells, Cells],
  [ownName, otherName]: readonly [string, string],
  context: Context,
): Curve[] {
  const beneath = curve(otherName, lineColor('mini_program', 0, context.scheme), other, PLAIN, context);
  return [beneath, curve(ownName, totalColor(context.scheme), own, STRONG, context)];
}

export function curveOption(
  curves: readonly Curve[],
  columns: readonly number[],
  context: Context,
  more: (index: number) => TooltipRow[] = () => [],
): EChartsCoreOption {
  const { scheme, format, periodName } = context;
  const style = chartStyle(scheme);
  const tooltip = (index: number) => {
    const rows = curves
      .filter(({ isNamed, rates }) => isNamed && rates[index] != null)
      .map(({ name, color, rates, counts }) => ({
        color,
        name,
        value: `${format.percent(rates[index])} · ${counts[index]}`,
        isStrong: name === curves.at(-1)?.name,
      }))
      .reverse();
    return tooltipHtml(periodName(columns[index] ?? 0), null, [...rows, ...more(index)]);
  };
  return {
    ...style,
    xAxis: {
      ...style.xAxis,
      type: 'category',
      boundaryGap: false,
      data: columns.map((n) => context.shortName(n)),
    },
    yAxis: {
      ...style.yAxis,
      max: 1,
      interval: 0.25,
      axisLabel: { ...style.yAxis.axisLabel, formatter: (rate: number) => format.percent(rate, 0) },
    },
    tooltip: {
      ...style.tooltip,
      formatter: (points: { dataIndex: number }[]) => tooltip(points[0]?.dataIndex ?? 0),
    },
    series: curves.map(({ name, color, rates, width, opacity, isNamed }) => ({
      type: 'line',
      name,
      color,
      data: rates,
      lineStyle: { width, opacity },
      showSymbol: isNamed && columns.length <= 32,
      symbol: 'circle',
      symbolSize: 5,
      silent: !isNamed,
      emphasis: { disabled: true },
      z: isNamed ? 4 : 2,
    })),
  };
}
