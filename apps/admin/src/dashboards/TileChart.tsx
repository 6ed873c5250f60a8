import type { EChartsCoreOption } from 'echarts/core';
import { useTranslate } from 'react-admin';
import { type Annotation, type ShownTile, ownIntervalOf } from '@groundswell/contracts';
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { EChart } from '../charts/EChart.js';
import type { Pick } from '../charts/usePick.js';
import { markAnnotations } from '../charts/annotations/mark-annotations.js';
import { usePlatformName } from '../charts/usePlatformName.js';
import { growthOption } from '../growth/growth-option.js';
import { ratioOption } from '../growth/stickiness-option.js';
import { useFormat } from '../i18n/useFormat.js';
import { marketOption } from '../market/market-option.js';
import { periodsOf, subjectsOf } from '../market/subjects.js';
import { platformLines } from '../overview/platform-lines.js';
import { stateOf, toSeries } from '../overview/series.js';
import { useStateText } from '../overview/useStateText.js';
import { INTERVALS, type Interval, isDay, lastDayOf } from '../range/local-date.js';
import { columnName, shortColumnName } from '../retention/column-names.js';
import { cohortCurves, curveOption, groupCurves } from '../retention/curve-option.js';
import { groupsOf } from '../retention/grid.js';
import { useScheme } from '../theme/useTokens.js';
import { trendsOption } from '../trends/trends-option.js';
import type { ChartedAnswer } from './tile-answer.js';
import { legendOf } from './tile-legend.js';

interface Props {
  tile: ShownTile;
  answer: ChartedAnswer;
  /** Where the project's data ends. */
  anchor: string;
  /** Those of the project; a link shows none. */
  annotations: readonly Annotation[];
  /** Opens the people behind a period. */
  onOpen?(bucket: string, height: number | null): void;
}

const NONE: ReadonlySet<string> = new Set();

/** The same chart as on the report's own page, smaller. */
export function TileChart({ tile, answer, anchor, annotations, onOpen }: Props) {
  const translate = useTranslate();
  const scheme = useScheme();
  const option = useTileOption(tile, answer, anchor);
  const buckets = bucketsOf(option);
  const last = buckets.at(-1);
  const interval = INTERVALS.find((one) => one === tile.interval) ?? 'day';
  const marked = markAnnotations(option, {
    annotations,
    buckets,
    lastDay: last ? lastDayOf(interval, last) : '',
    scheme,
    kindName: (kind) => translate(`gs.annotations.${kind}`),
  });
  const pick = ({ index, value }: Pick) => {
    const bucket = buckets[index];
    if (bucket) onOpen?.(bucket, value);
  };
  return (
    <>
      <EChart
        option={marked}
        height={240}
        label={tile.name}
        testId={`tile-chart-${tile.reportId}`}
        onPick={onOpen && buckets.length > 0 ? pick : undefined}
      />
      <Legend items={tile.kind === 'retention' ? [] : legendOf(option)} />
    </>
  );
}

/** Days on the axis; a chart over anything else has none. */
function bucketsOf({ xAxis }: EChartsCoreOption): string[] {
  const { data = [] } = xAxis as { data?: string[] };
  return data.every(isDay) ? data : [];
}

function Legend({ items }: { items: { name: string; color: string }[] }) {
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 2, mt: 1 }}>
      {items.map(({ name, color }) => (
        <Typography key={name} variant="caption" sx={{ display: 'flex', alignItems: 'center', gap: 0.75 }}>
          <Box component="span" sx={{ width: 14, height: 3, borderRadius: 2, bgcolor: color }} />
          {name}
        </Typography>
      ))}
    </Box>
  );
}

function useTileOption(tile: ShownTile, answer: ChartedAnswer, anchor: string): EChartsCoreOption {
  const translate = useTranslate();
  const base = { scheme: useScheme(), format: useFormat() };
  const { scheme, format } = base;
  const platformName = usePlatformName();
  const stateText = useStateText();
  const interval: Interval = INTERVALS.find((one) => one === tile.interval) ?? 'day';
  switch (answer.kind) {
    case 'activeUsers': {
      const series = toSeries(answer.rows, interval, anchor);
      const lines = platformLines(series, platformName, scheme);
      return trendsOption({
        ...base,
        periods: series,
        lines,
        number: (value) => format.number(value),
        stateText,
      });
    }
    case 'growthAccounting': {
      const states = answer.rows.map((row) => stateOf(row.bucket, row.complete, interval, anchor));
      const name = (part: string) => translate(`gs.growth.${part}`);
      return growthOption({ ...base, rows: answer.rows, states, interval, hidden: NONE, name, stateText });
    }
    case 'stickiness': {
      const days = String(tile.window ?? '');
      const text = {
        ratio: translate('gs.growth.stickiness'),
        dau: translate('gs.overview.dau'),
        windowUsers: translate('gs.growth.windowUsers', { days }),
        incomplete: translate('gs.overview.incomplete'),
        people: translate('gs.growth.people'),
      };
      return ratioOption({ ...base, answer, text, daysText: String });
    }
    case 'retention': {
      const columns = { period: interval, mode: 'on' as const };
      const context = {
        ...base,
        periodName: (n: number) => columnName(columns, n, translate),
        shortName: (n: number) => shortColumnName(columns, n, translate),
        count: (users: number, eligible: number) =>
          translate('gs.retention.of', { users: format.number(users), eligible: format.number(eligible) }),
      };
      const average = translate('gs.retention.curveAverage');
      const groups = groupsOf(answer.cohorts);
      const curves = groups.some(({ key }) => key !== null)
        ? groupCurves(answer, groups, { average, group: platformName }, context)
        : cohortCurves(
            answer,
            groups[0]?.cohorts ?? [],
            { average, cohort: (first) => format.bucket(first, interval) },
            context,
          );
      return curveOption(
        curves,
        answer.average.map(({ n }) => n),
        context,
      );
    }
    case 'benchmark': {
      const subjects = subjectsOf(answer, translate('gs.market.own'), scheme);
      const period = ownIntervalOf(answer.metric) ?? 'day';
      return marketOption({
        ...base,
        subjects,
        periods: periodsOf(subjects, 'level', period),
        interval: period,
        view: 'level',
      });
    }
  }
}
