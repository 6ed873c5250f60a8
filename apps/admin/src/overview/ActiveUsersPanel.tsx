import Box from '@mui/material/Box';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { useMemo, useState } from 'react';
import { useTranslate } from 'react-admin';
import { type ActiveUsersAsk, useReport } from '../api/useReport.js';
import { SeriesLegend, toggled } from '../charts/SeriesLegend.js';
import { TimeChart } from '../charts/annotations/TimeChart.js';
import { usePlatformName } from '../charts/usePlatformName.js';
import { SaveReportButton } from '../dashboards/SaveReportButton.js';
import { CsvButton } from '../feedback/CsvButton.js';
import { ReportBody, outdated } from '../feedback/ReportBody.js';
import { SourceNote } from '../feedback/SourceNote.js';
import { useFormat } from '../i18n/useFormat.js';
import { Panel } from '../layout/Panel.js';
import type { Interval } from '../range/local-date.js';
import type { Days } from '../range/range.js';
import { useScheme } from '../theme/useTokens.js';
import { ActiveUsersTable } from './ActiveUsersTable.js';
import { type Line, chartOption, linesOf } from './chart-option.js';
import { type Series, overlapOf, toSeries } from './series.js';
import { useStateText } from './useStateText.js';

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
  const report = useReport(query, { refetchMs });
  const { data } = report;
  const name = usePlatformName();
  const scheme = useScheme();
  const series = useMemo(() => data && toSeries(data.rows, interval, anchor), [data, interval, anchor]);
  const lines = series && linesOf(series, name, scheme);
  return (
    <Stack spacing={2} {...outdated(report.isPlaceholderData)}>
      <Panel
        title={translate('gs.overview.chartTitle')}
        actions={
          <Stack direction="row" gap={1} flexWrap="wrap">
            <SaveReportButton query={query} name={translate('gs.overview.chartTitle')} />
            <CsvButton query={query} />
          </Stack>
        }
        testId="active-users-chart"
      >
        <ReportBody report={report} height={352}>
          {() => series && lines && <ChartWithLegend series={series} lines={lines} />}
        </ReportBody>
      </Panel>
      {series && lines && (
        <Panel title={translate('gs.overview.table')} isFlush>
          <ActiveUsersTable series={series} lines={lines} />
        </Panel>
      )}
      {data && <SourceNote answer={data} />}
    </Stack>
  );
}

function ChartWithLegend({ series, lines }: { series: Series; lines: Line[] }) {
  const translate = useTranslate();
  const format = useFormat();
  const scheme = useScheme();
  const stateText = useStateText();
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set());
  const option = chartOption({
    series,
    lines: lines.filter(({ key }) => !hidden.has(key)),
    scheme,
    format,
    stateText,
  });
  const span = {
    from: format.day(series.buckets[0]?.first ?? ''),
    to: format.day(series.buckets.at(-1)?.first ?? ''),
  };
  const hasOpen = series.buckets.some(({ state }) => state !== 'whole');
  return (
    <>
      <Box sx={{ mx: -0.75, mb: 1 }}>
        <SeriesLegend
          label={translate('gs.overview.legend')}
          items={lines}
          hidden={hidden}
          onToggle={(key) => setHidden((before) => toggled(before, key))}
        />
      </Box>
      <TimeChart
        option={option}
        buckets={series.buckets.map(({ first }) => first)}
        interval={series.interval}
        height={304}
        label={translate('gs.overview.chartLabel', span)}
      />
      <Typography variant="caption" component="p" color="text.secondary" sx={{ mt: 1, maxWidth: 880 }}>
        <OverlapNote series={series} />
        {hasOpen && ` ${translate('gs.overview.dashed')}`}
      </Typography>
    </>
  );
}

/** Why the total is less than the lines add up to, with the numbers at hand. */
function OverlapNote({ series }: { series: Series }) {
  const translate = useTranslate();
  const format = useFormat();
  const overlap = overlapOf(series);
  if (!overlap) return <>{translate('gs.overview.notASumNone')}</>;
  const { first, sum, total } = overlap;
  return (
    <>
      {translate('gs.overview.notASum', {
        period: format.bucket(first, series.interval),
        sum: format.number(sum),
        total: format.number(total),
        overlap: format.number(sum - total),
      })}
    </>
  );
}
