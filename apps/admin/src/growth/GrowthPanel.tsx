import Box from '@mui/material/Box';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import type { GrowthAccountingRow } from '@groundswell/contracts';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import { type GrowthAccountingAsk, useReport } from '../api/useReport.js';
import { SeriesLegend, toggled } from '../charts/SeriesLegend.js';
import { TimeChart } from '../charts/annotations/TimeChart.js';
import { SaveReportButton } from '../dashboards/SaveReportButton.js';
import { CsvButton } from '../feedback/CsvButton.js';
import { ReportBody, outdated } from '../feedback/ReportBody.js';
import { SourceNote } from '../feedback/SourceNote.js';
import { useFormat } from '../i18n/useFormat.js';
import { Panel } from '../layout/Panel.js';
import { type BucketState, stateOf } from '../overview/series.js';
import { PeopleBehind } from '../people-behind/PeopleBehind.js';
import { useOpenPeople } from '../people-behind/useBehind.js';
import { useStateText } from '../overview/useStateText.js';
import { CompareSwitch, useCompared } from '../range/CompareSwitch.js';
import type { Interval } from '../range/local-date.js';
import type { Days } from '../range/range.js';
import { useHasBefore } from '../range/useHasBefore.js';
import { useScheme } from '../theme/useTokens.js';
import { GrowthBefore } from './GrowthBefore.js';
import { GrowthTable } from './GrowthTable.js';
import { PARTS, partColor } from './growth-colors.js';
import { growthOption } from './growth-option.js';
import { segmentAt } from './segment-at.js';

/** New, retained, resurrected and churned people of each period, as bars and as a table. */
export function GrowthPanel({ days, interval, anchor }: { days: Days; interval: Interval; anchor: string }) {
  const translate = useTranslate();
  const query: GrowthAccountingAsk = { kind: 'growthAccounting', ...days, interval };
  const report = useReport(query);
  const compared = useCompared();
  const { isCompared } = compared;
  const hasBefore = useHasBefore(days);
  const { data, isPlaceholderData } = report;
  const states = data?.rows.map((row) => stateOf(row.bucket, row.complete, interval, anchor)) ?? [];
  return (
    <Stack spacing={2} {...outdated(isPlaceholderData)}>
      <Panel
        title={translate('gs.growth.accounting')}
        actions={
          <Stack direction="row" gap={1} flexWrap="wrap" alignItems="center">
            <CompareSwitch {...compared} days={days} />
            <SaveReportButton query={query} name={translate('gs.growth.accounting')} />
            <CsvButton query={query} />
          </Stack>
        }
        testId="growth-chart"
      >
        <ReportBody report={report} height={352}>
          {({ rows }) => <Chart rows={rows} states={states} interval={interval} />}
        </ReportBody>
      </Panel>
      {data && isCompared && hasBefore && <GrowthBefore query={query} />}
      {data && (
        <Panel title={translate('gs.overview.table')} isFlush>
          <GrowthTable rows={data.rows} states={states} interval={interval} />
        </Panel>
      )}
      {data && <SourceNote answer={data} />}
      <PeopleBehind query={query} />
    </Stack>
  );
}

interface ChartProps {
  rows: GrowthAccountingRow[];
  states: BucketState[];
  interval: Interval;
}

function Chart({ rows, states, interval }: ChartProps) {
  const translate = useTranslate();
  const format = useFormat();
  const scheme = useScheme();
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set());
  const option = growthOption({
    rows,
    states,
    interval,
    hidden,
    scheme,
    format,
    name: (part) => translate(`gs.growth.${part}`),
    stateText: useStateText(),
  });
  const open = useOpenPeople('growthAccounting');
  const span = { from: format.day(rows[0]?.bucket ?? ''), to: format.day(rows.at(-1)?.bucket ?? '') };
  return (
    <>
      <Box sx={{ mx: -0.75, mb: 1 }}>
        <SeriesLegend
          label={translate('gs.growth.legend')}
          items={PARTS.map((part) => ({
            key: part,
            name: translate(`gs.growth.${part}`),
            color: partColor(part, scheme),
          }))}
          hidden={hidden}
          onToggle={(key) => setHidden((before) => toggled(before, key))}
        />
      </Box>
      <TimeChart
        option={option}
        buckets={rows.map(({ bucket }) => bucket)}
        interval={interval}
        height={304}
        label={translate('gs.growth.chartLabel', span)}
        onPick={({ index, value }) => {
          const row = rows[index];
          if (row) open({ bucket: row.bucket, segment: segmentAt(row, value, hidden) });
        }}
      />
      <Typography variant="caption" component="p" color="text.secondary" sx={{ mt: 1, maxWidth: 880 }}>
        {translate('gs.growth.help')} {translate('gs.behind.hint')}
        {states.some((state) => state !== 'whole') && ` ${translate('gs.growth.pale')}`}
      </Typography>
    </>
  );
}
