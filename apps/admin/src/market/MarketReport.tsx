import { ownIntervalOf } from '@groundswell/contracts';
import MenuItem from '@mui/material/MenuItem';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import { useTranslate } from 'react-admin';
import { type BenchmarkAsk, useReport } from '../api/useReport.js';
import { SaveReportButton } from '../dashboards/SaveReportButton.js';
import { CsvButton } from '../feedback/CsvButton.js';
import { ReportBody, outdated } from '../feedback/ReportBody.js';
import { SourceNote } from '../feedback/SourceNote.js';
import { Panel } from '../layout/Panel.js';
import { Segmented } from '../layout/Segmented.js';
import { useUrlState } from '../layout/useUrlState.js';
import { useProject } from '../projects/ProjectContext.js';
import { CompareSwitch, useCompared } from '../range/CompareSwitch.js';
import { RangeNote } from '../range/RangeNote.js';
import { RangePicker } from '../range/RangePicker.js';
import type { Days } from '../range/range.js';
import { useRange } from '../range/useRange.js';
import { useScheme } from '../theme/useTokens.js';
import { MarketBefore } from './MarketBefore.js';
import { MarketChart } from './MarketChart.js';
import { MarketTable } from './MarketTable.js';
import { VIEWS, type View, subjectsOf } from './subjects.js';
import type { Metric } from './useMetrics.js';

/** One metric of the market: its chart, its figures, and what they are asked by. */
export function MarketReport({ metrics }: { metrics: Metric[] }) {
  const translate = useTranslate();
  const scheme = useScheme();
  const [params, change] = useUrlState();
  const metric = metrics.find((one) => one.metric === params.get('metric')) ?? firstOf(metrics);
  const { choice, days, setChoice } = useMarketDays(metric);
  const view: View = VIEWS.find((one) => one === params.get('view')) ?? 'level';
  const ownSubject = metric.subjects.find((one) => one === params.get('own'));
  const query: BenchmarkAsk = {
    kind: 'benchmark',
    metric: metric.metric,
    ...days,
    ...(ownSubject !== undefined && { ownSubject }),
  };
  const compared = useCompared();
  const report = useReport<BenchmarkAsk>(compared.isCompared ? { ...query, compare: 'previous' } : query);
  const interval = ownIntervalOf(metric.metric);
  return (
    <Stack spacing={2}>
      <Stack direction="row" gap={1} flexWrap="wrap" alignItems="center">
        <TextField
          select
          label={translate('gs.market.metric')}
          value={metric.metric}
          onChange={({ target }) => change({ metric: target.value, own: null })}
          sx={{ minWidth: 180 }}
        >
          {metrics.map((one) => (
            <MenuItem key={one.metric} value={one.metric}>
              {one.metric}
            </MenuItem>
          ))}
        </TextField>
        {interval && (
          <TextField
            select
            label={translate('gs.market.ownSubject')}
            value={ownSubject ?? ''}
            onChange={({ target }) => change({ own: target.value || null })}
            slotProps={{ select: { displayEmpty: true }, inputLabel: { shrink: true } }}
            sx={{ minWidth: 180 }}
          >
            <MenuItem value="">{translate('gs.market.nobody')}</MenuItem>
            {metric.subjects.map((one) => (
              <MenuItem key={one} value={one}>
                {one}
              </MenuItem>
            ))}
          </TextField>
        )}
        <RangePicker choice={choice} days={days} onChange={setChoice} />
        <RangeNote {...days} />
      </Stack>
      <Stack spacing={2} {...outdated(report.isPlaceholderData)}>
        <Panel
          title={metric.metric}
          testId="market-chart"
          actions={
            <Stack direction="row" gap={1} flexWrap="wrap">
              <Segmented<View>
                label={translate('gs.market.view')}
                value={view}
                options={VIEWS.map((value) => ({ value, label: translate(`gs.market.${value}`) }))}
                onChange={(value) => change({ view: value === 'level' ? null : value })}
              />
              <CompareSwitch {...compared} />
              <SaveReportButton query={query} name={metric.metric} />
              <CsvButton query={query} />
            </Stack>
          }
        >
          <ReportBody report={report} height={380}>
            {(answer) => (
              <MarketChart
                subjects={subjectsOf(answer, translate('gs.market.own'), scheme)}
                hasOwn={answer.own !== null}
                view={view}
                interval={interval ?? 'day'}
                metric={metric.metric}
              />
            )}
          </ReportBody>
        </Panel>
        {report.data?.previous && <MarketBefore subjects={report.data.previous.subjects} />}
        {report.data && (
          <Panel title={translate('gs.market.table')} isFlush>
            <MarketTable answer={report.data} interval={interval ?? 'day'} />
          </Panel>
        )}
        {report.data && <SourceNote answer={report.data} />}
      </Stack>
    </Stack>
  );
}

/** Own truth is what to begin with, where there is any. */
function firstOf(metrics: Metric[]): Metric {
  return metrics.find(({ metric }) => ownIntervalOf(metric)) ?? metrics[0]!;
}

/** "All" is from the first to the last of own days and imported figures. */
function useMarketDays(metric: Metric) {
  const range = useRange('all');
  const { project } = useProject();
  const isAll = 'preset' in range.choice && range.choice.preset === 'all';
  if (!isAll) return range;
  const hasOwn = project.firstDay !== null && ownIntervalOf(metric.metric) !== null;
  const days: Days = {
    from: hasOwn && range.days.from < metric.from ? range.days.from : metric.from,
    to: hasOwn && range.days.to > metric.to ? range.days.to : metric.to,
  };
  return { ...range, days };
}
