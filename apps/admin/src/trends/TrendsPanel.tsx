import Stack from '@mui/material/Stack';
import { useMemo } from 'react';
import { useTranslate } from 'react-admin';
import { useReport } from '../api/useReport.js';
import { SaveReportButton } from '../dashboards/SaveReportButton.js';
import { CsvButton } from '../feedback/CsvButton.js';
import { ReportBody, outdated } from '../feedback/ReportBody.js';
import { SourceNote } from '../feedback/SourceNote.js';
import { useFormat } from '../i18n/useFormat.js';
import { Panel } from '../layout/Panel.js';
import { PeopleBehind } from '../people-behind/PeopleBehind.js';
import { useOpenPeople } from '../people-behind/useBehind.js';
import { LinesChart } from './LinesChart.js';
import { LinesTable } from './LinesTable.js';
import { type DrawnLine, TOTAL } from './trends-option.js';
import { type Trend, toTrend } from './trends-series.js';
import { type TrendsAsk, measuredOf } from './trends-settings.js';
import { BEFORE, useBefore } from './useBefore.js';
import { useMeasureFormat } from './useMeasureFormat.js';
import { MOST_LINES, useTrendLines } from './useTrendLines.js';

interface Props {
  query: TrendsAsk;
  isCompared: boolean;
  /** Where the project's data ends. */
  anchor: string;
}

export function TrendsPanel({ query, isCompared, anchor }: Props) {
  const translate = useTranslate();
  const report = useReport<TrendsAsk>(isCompared ? { ...query, compare: 'previous' } : query);
  const { data } = report;
  const interval = query.interval === 'hour' ? 'day' : query.interval;
  const trend = useMemo(() => data && toTrend(data, interval, anchor), [data, interval, anchor]);
  const before = useBefore(query, data?.previous, interval, anchor);
  const { past } = before;
  const measure = translate(`gs.trends.measures.${query.kind === 'activeUsers' ? 'users' : query.measure}`);
  const title = [measure, measuredOf(query)].filter(Boolean).join(' · ');
  const linesOf = useTrendLines(query.breakdown);
  const lines = [...(trend ? linesOf(trend) : []), ...before.lineOver(trend?.buckets.length ?? 0)];
  const number = useMeasureFormat();
  const open = useOpenPeople(query.kind);
  const openBefore = useOpenPeople(query.kind, BEFORE);
  const onOpen = ({ key, kind }: DrawnLine, index: number) => {
    const bucket = (of: Trend | null | undefined) => of?.buckets[index]?.first ?? '';
    if (kind === 'before') openBefore({ bucket: bucket(past), breakdown: null });
    else open({ bucket: bucket(trend), breakdown: key === TOTAL ? null : key });
  };
  return (
    <Stack spacing={2} {...outdated(report.isPlaceholderData)}>
      <Panel
        title={title}
        actions={
          <Stack direction="row" gap={1} flexWrap="wrap">
            <SaveReportButton query={query} name={title} />
            <CsvButton query={query} />
          </Stack>
        }
        testId="trends-chart"
      >
        <ReportBody report={report} height={352}>
          {() =>
            trend && (
              <Chart
                query={query}
                trend={trend}
                change={data?.previous?.change ?? null}
                lines={lines}
                onOpen={onOpen}
              />
            )
          }
        </ReportBody>
      </Panel>
      {trend && (
        <Panel title={translate('gs.overview.table')} isFlush>
          <LinesTable
            periods={trend}
            lines={lines}
            number={number}
            label={translate('gs.trends.tableLabel')}
            testId="trends-table"
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
  query: TrendsAsk;
  trend: Trend;
  /** Against the days before; null where there is nothing to compare with. */
  change: number | null;
  lines: DrawnLine[];
  onOpen(line: DrawnLine, index: number): void;
}

function Chart({ query, trend, change, lines, onOpen }: ChartProps) {
  const translate = useTranslate();
  const format = useFormat();
  const dropped = trend.lines.length - 1 - MOST_LINES;
  const notes = [
    ...(change !== null ? [translate('gs.trends.change', { change: format.change(change) })] : []),
    ...(dropped > 0 ? [translate('gs.trends.more', { smart_count: dropped })] : []),
    ...(trend.buckets.some(({ state }) => state !== 'whole') ? [translate('gs.overview.dashed')] : []),
  ];
  const span = { from: format.day(query.from), to: format.day(query.to) };
  return (
    <LinesChart
      periods={trend}
      lines={lines}
      number={useMeasureFormat()}
      label={translate('gs.trends.chartLabel', span)}
      note={<span data-testid="trends-notes">{notes.join(' ')}</span>}
      onOpen={onOpen}
    />
  );
}
