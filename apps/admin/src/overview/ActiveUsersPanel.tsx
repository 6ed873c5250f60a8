import type { ActiveUsersOverlap } from '@groundswell/contracts';
import Stack from '@mui/material/Stack';
import { useMemo } from 'react';
import { useTranslate } from 'react-admin';
import { type ActiveUsersAsk, useReport } from '../api/useReport.js';
import { usePlatformName } from '../charts/usePlatformName.js';
import { SaveReportButton } from '../dashboards/SaveReportButton.js';
import { CsvButton } from '../feedback/CsvButton.js';
import { ReportBody, outdated } from '../feedback/ReportBody.js';
import { SourceNote } from '../feedback/SourceNote.js';
import { useFormat } from '../i18n/useFormat.js';
import { Panel } from '../layout/Panel.js';
import { PeopleBehind } from '../people-behind/PeopleBehind.js';
import { useOpenPeople } from '../people-behind/useBehind.js';
import { CompareSwitch, useCompared } from '../range/CompareSwitch.js';
import type { Interval } from '../range/local-date.js';
import type { Days } from '../range/range.js';
import { useScheme } from '../theme/useTokens.js';
import { LinesChart } from '../trends/LinesChart.js';
import { LinesTable } from '../trends/LinesTable.js';
import { type DrawnLine, TOTAL } from '../trends/trends-option.js';
import type { Periods } from '../trends/trends-series.js';
import { BEFORE, useBefore } from '../trends/useBefore.js';
import { platformLines } from './platform-lines.js';
import { type Series, overlapOf, toSeries } from './series.js';

interface Props {
  days: Days;
  interval: Interval;
  /** Where the project's data ends. */
  anchor: string;
  refetchMs?: number;
}

/** Active users by platform as lines and as a table, from one answer. */
export function ActiveUsersPanel({ days, interval, anchor, refetchMs }: Props) {
  const translate = useTranslate();
  const query: ActiveUsersAsk = { kind: 'activeUsers', ...days, interval, breakdown: 'platform' };
  const compared = useCompared();
  const { isCompared } = compared;
  const asked: ActiveUsersAsk = isCompared ? { ...query, compare: 'previous' } : query;
  const report = useReport(asked, { refetchMs });
  const { data } = report;
  const format = useFormat();
  const name = usePlatformName();
  const scheme = useScheme();
  const series = useMemo(() => data && toSeries(data.rows, interval, anchor), [data, interval, anchor]);
  const before = useBefore(query, data?.previous, interval, anchor);
  const open = useOpenPeople('activeUsers');
  const openBefore = useOpenPeople('activeUsers', BEFORE);
  const onOpen = ({ key, kind }: DrawnLine, index: number) => {
    const bucket = (of: Periods | null | undefined) => of?.buckets[index]?.first ?? '';
    if (kind === 'before') openBefore({ bucket: bucket(before.past), breakdown: null });
    else open({ bucket: bucket(series), breakdown: key === TOTAL ? null : key });
  };
  const lines = series && [...platformLines(series, name, scheme), ...before.lineOver(series.buckets.length)];
  return (
    <Stack spacing={2} {...outdated(report.isPlaceholderData)}>
      <Panel
        title={translate('gs.overview.chartTitle')}
        actions={
          <Stack direction="row" gap={1} flexWrap="wrap" alignItems="center">
            <CompareSwitch {...compared} days={query} />
            <SaveReportButton query={query} name={translate('gs.overview.chartTitle')} />
            <CsvButton query={query} />
          </Stack>
        }
        testId="active-users-chart"
      >
        <ReportBody report={report} height={352}>
          {() =>
            series &&
            lines && <Chart overlaps={data?.overlaps ?? []} series={series} lines={lines} onOpen={onOpen} />
          }
        </ReportBody>
      </Panel>
      {series && lines && (
        <Panel title={translate('gs.overview.table')} isFlush>
          <LinesTable
            periods={series}
            lines={lines}
            number={(value) => format.number(value)}
            label={translate('gs.overview.tableLabel')}
            testId="active-users-table"
            onOpen={onOpen}
          />
        </Panel>
      )}
      {data && <SourceNote answer={data} />}
      <PeopleBehind query={query} />
      {isCompared && <PeopleBehind query={before.query} side={BEFORE} />}
    </Stack>
  );
}

interface ChartProps {
  overlaps: ActiveUsersOverlap[];
  series: Series;
  lines: DrawnLine[];
  onOpen(line: DrawnLine, index: number): void;
}

function Chart({ overlaps, series, lines, onOpen }: ChartProps) {
  const translate = useTranslate();
  const format = useFormat();
  const span = {
    from: format.day(series.buckets[0]?.first ?? ''),
    to: format.day(series.buckets.at(-1)?.first ?? ''),
  };
  const hasOpen = series.buckets.some(({ state }) => state !== 'whole');
  const note = (
    <>
      <OverlapNote overlaps={overlaps} series={series} />
      {hasOpen && ` ${translate('gs.overview.dashed')}`}
    </>
  );
  return (
    <LinesChart
      periods={series}
      lines={lines}
      number={(value) => format.number(value)}
      label={translate('gs.overview.chartLabel', span)}
      note={note}
      onOpen={onOpen}
    />
  );
}

/** Why the total is less than the lines add up to, with the numbers at hand. */
function OverlapNote({ overlaps, series }: Pick<ChartProps, 'overlaps' | 'series'>) {
  const translate = useTranslate();
  const format = useFormat();
  const overlap = overlapOf(overlaps, series);
  if (!overlap) return <>{translate('gs.overview.notASumNone')}</>;
  return (
    <>
      {translate('gs.overview.notASum', {
        period: format.bucket(overlap.bucket, series.interval),
        sum: format.number(overlap.sumOfParts),
        total: format.number(overlap.users),
        overlap: format.number(overlap.overlap),
      })}
    </>
  );
}
