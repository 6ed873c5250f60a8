import type { RetentionAnswer, ShownTile } from '@groundswell/contracts';
import { ownIntervalOf } from '@groundswell/contracts';
import type { EChartsCoreOption } from 'echarts/core';
import { useTranslate } from 'react-admin';
import { useValueName } from '../filters/useValueName.js';
import { growthOption } from '../growth/growth-option.js';
import { ratioOption } from '../growth/stickiness-option.js';
import { useFormat } from '../i18n/useFormat.js';
import { marketOption } from '../market/market-option.js';
import { periodsOf, subjectsOf } from '../market/subjects.js';
import { stateOf } from '../overview/series.js';
import { useStateText } from '../overview/useStateText.js';
import { INTERVALS, type Interval } from '../range/local-date.js';
import { K_LINES, kOption, withWhole } from '../referral/k-option.js';
import { cohortCurves, curveOption, groupCurves } from '../retention/curve-option.js';
import { cutAtDataEnd } from '../retention/grid.js';
import { shownGroups } from '../retention/shown-groups.js';
import { useCurveContext } from '../retention/useCurveContext.js';
import { useScheme } from '../theme/useTokens.js';
import { trendsOption } from '../trends/trends-option.js';
import { toTrend } from '../trends/trends-series.js';
import { useMeasureFormat } from '../trends/useMeasureFormat.js';
import { useTrendLines } from '../trends/useTrendLines.js';
import { funnelBarsOption } from './funnel-bars-option.js';
import type { DrawnAnswer } from './tile-answer.js';

export const intervalOf = (tile: ShownTile): Interval =>
  INTERVALS.find((one) => one === tile.interval) ?? 'day';

/** Columns of a retention as its tile knows them. */
export const columnsOf = (tile: ShownTile) => ({
  period: intervalOf(tile),
  mode: tile.brackets ? ('bracket' as const) : ('on' as const),
  brackets: tile.brackets ?? undefined,
});

const NONE: ReadonlySet<string> = new Set();

/** The chart of an answer, as on the report's own page. @param anchor where the project's data ends */
export function useTileOption(tile: ShownTile, answer: DrawnAnswer, anchor: string): EChartsCoreOption {
  const translate = useTranslate();
  const base = { scheme: useScheme(), format: useFormat() };
  const stateText = useStateText();
  const measure = useMeasureFormat();
  const linesOf = useTrendLines(tile.breakdown);
  const curves = useCurves(tile, anchor);
  const valueName = useValueName(tile.breakdown);
  const interval = intervalOf(tile);
  switch (answer.kind) {
    case 'activeUsers':
    case 'eventCounts': {
      const trend = toTrend(answer, interval, anchor);
      return trendsOption({ ...base, periods: trend, lines: linesOf(trend), number: measure, stateText });
    }
    case 'growthAccounting': {
      const states = answer.rows.map((row) => stateOf(row.bucket, row.complete, interval, anchor));
      const name = (part: string) => translate(`gs.growth.${part}`);
      return growthOption({ ...base, rows: answer.rows, states, interval, hidden: NONE, name, stateText });
    }
    case 'stickiness': {
      const text = {
        ratio: translate('gs.growth.stickiness'),
        dau: translate('gs.overview.dau'),
        windowUsers: translate('gs.growth.windowUsers', { days: String(tile.window ?? '') }),
        incomplete: translate('gs.overview.incomplete'),
        people: translate('gs.growth.people'),
      };
      return ratioOption({ ...base, answer, text, daysText: String });
    }
    case 'retention':
      return curves(answer);
    case 'funnel':
      return funnelBarsOption({
        ...base,
        answer,
        stepName: ({ event, index }) =>
          tile.order === 'any' ? translate('gs.funnel.anyStep', { n: index + 1 }) : event,
        groupName: valueName,
        text: {
          users: translate('gs.funnel.users'),
          ofFirst: translate('gs.funnel.ofFirst'),
          ofPrevious: translate('gs.funnel.ofPrevious'),
          median: translate('gs.funnel.median'),
        },
      });
    case 'referral': {
      const text = {
        kSignup: translate('gs.referral.kSignup'),
        kActivated: translate('gs.referral.kActivated'),
        users: translate('gs.referral.users'),
        incomplete: translate('gs.referral.incomplete'),
      };
      // A programme without activation has a line of zeros, which says nothing.
      const lines = K_LINES.filter((line) => line === 'kSignup' || answer.totals.gross.activated > 0);
      return kOption({ ...base, rows: withWhole(answer, interval, anchor), lines, interval, text });
    }
    case 'benchmark': {
      const subjects = subjectsOf(answer, translate('gs.market.own'), base.scheme);
      const period = ownIntervalOf(answer.metric) ?? 'day';
      const periods = periodsOf(subjects, 'level', period);
      return marketOption({ ...base, subjects, periods, interval: period, view: 'level' });
    }
  }
}

function useCurves(tile: ShownTile, anchor: string): (answer: RetentionAnswer) => EChartsCoreOption {
  const translate = useTranslate();
  const format = useFormat();
  const valueName = useValueName(tile.breakdown);
  const context = useCurveContext(columnsOf(tile));
  const average = translate('gs.retention.curveAverage');
  return (answer) => {
    const { groups } = shownGroups(cutAtDataEnd(answer.cohorts, columnsOf(tile), anchor));
    const cohort = (first: string) => format.bucket(first, intervalOf(tile));
    const curves = groups.some(({ key }) => key !== null)
      ? groupCurves(answer, groups, { average, group: valueName }, context)
      : cohortCurves(answer, groups[0]?.cohorts ?? [], { average, cohort }, context);
    const columns = answer.average.map(({ n }) => n);
    return curveOption(curves, columns, context);
  };
}
