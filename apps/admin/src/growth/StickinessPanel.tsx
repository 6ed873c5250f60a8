import type { StickinessAnswer } from '@groundswell/contracts';
import Box from '@mui/material/Box';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { useTranslate } from 'react-admin';
import { type StickinessAsk, useReport } from '../api/useReport.js';
import { EChart } from '../charts/EChart.js';
import { TimeChart } from '../charts/annotations/TimeChart.js';
import { SaveReportButton } from '../dashboards/SaveReportButton.js';
import { CsvButton } from '../feedback/CsvButton.js';
import { RowsCsvButton } from '../feedback/RowsCsvButton.js';
import { ReportBody, outdated } from '../feedback/ReportBody.js';
import { useFormat } from '../i18n/useFormat.js';
import { Panel } from '../layout/Panel.js';
import { Segmented } from '../layout/Segmented.js';
import { useUrlState } from '../layout/useUrlState.js';
import { PeopleBehind } from '../people-behind/PeopleBehind.js';
import { useOpenPeople } from '../people-behind/useBehind.js';
import { CompareSwitch, useCompared } from '../range/CompareSwitch.js';
import type { Days } from '../range/range.js';
import { useHasBefore } from '../range/useHasBefore.js';
import { useScheme } from '../theme/useTokens.js';
import { daysBefore } from '../trends/trends-settings.js';
import { histogramOption, ratioOption } from './stickiness-option.js';

const WINDOWS = ['7', '28', '30'] as const;
type Window = (typeof WINDOWS)[number];

/** What share of the people of a window comes on a day, and on how many of its days. */
export function StickinessPanel({ days }: { days: Days }) {
  const translate = useTranslate();
  const [params, change] = useUrlState();
  const window: Window = WINDOWS.find((one) => one === params.get('window')) ?? '28';
  const query: StickinessAsk = { kind: 'stickiness', ...days, window: Number(window) as 7 | 28 | 30 };
  const report = useReport(query);
  const compared = useCompared();
  const hasBefore = useHasBefore(days) && compared.isCompared;
  const before = useReport({ ...query, ...daysBefore(query) }, { enabled: hasBefore });
  return (
    <Panel
      title={translate('gs.growth.stickiness')}
      actions={
        <Stack direction="row" gap={1} flexWrap="wrap" alignItems="center">
          <Segmented<Window>
            label={translate('gs.growth.window')}
            value={window}
            options={WINDOWS.map((value) => ({ value, label: translate('gs.growth.days', { days: value }) }))}
            onChange={(value) => change({ window: value === '28' ? null : value })}
          />
          <CompareSwitch {...compared} days={days} />
          <SaveReportButton query={query} name={translate('gs.growth.stickiness')} />
          <CsvButton query={query} />
        </Stack>
      }
      testId="stickiness"
    >
      <ReportBody report={report} height={260}>
        {(answer) => (
          <Box {...outdated(report.isPlaceholderData)}>
            <Charts answer={answer} before={hasBefore ? before.data : undefined} window={window} />
          </Box>
        )}
      </ReportBody>
      <PeopleBehind query={query} />
    </Panel>
  );
}

interface ChartsProps {
  answer: StickinessAnswer;
  /** Of as many days right before. */
  before: StickinessAnswer | undefined;
  window: Window;
}

function Charts({ answer, before, window }: ChartsProps) {
  const translate = useTranslate();
  const format = useFormat();
  const scheme = useScheme();
  const open = useOpenPeople('stickiness');
  const last = answer.rows.at(-1);
  const context = {
    answer,
    before,
    scheme,
    format,
    text: {
      ratio: translate('gs.growth.stickiness'),
      dau: translate('gs.overview.dau'),
      windowUsers: translate('gs.growth.windowUsers', { days: window }),
      incomplete: translate('gs.overview.incomplete'),
      people: translate('gs.growth.people'),
      before: translate('gs.trends.before'),
    },
    daysText: (days: number) => translate('gs.growth.onDays', { smart_count: days, days, window }),
  };
  return (
    <Box sx={{ display: 'grid', gridTemplateColumns: { xs: '1fr', lg: '3fr 2fr' }, gap: 3 }}>
      <Part title={translate('gs.growth.ratioTitle', { days: window })}>
        <TimeChart
          option={ratioOption(context)}
          buckets={answer.rows.map(({ bucket }) => bucket)}
          interval="day"
          height={220}
          label={translate('gs.growth.ratioLabel')}
          testId="stickiness-ratio"
          onPick={({ index }) => {
            const row = answer.rows[index];
            if (row) open({ bucket: row.bucket, of: 'dau' });
          }}
        />
      </Part>
      <Part
        title={translate('gs.growth.histogramTitle', { days: window, to: format.day(last?.bucket ?? '') })}
        action={<RowsCsvButton name={`days-of-${window}-${last?.bucket ?? ''}`} rows={answer.histogram} />}
      >
        <EChart
          option={histogramOption(context)}
          height={220}
          label={answer.histogram
            .map(({ days, users }) => `${context.daysText(days)}: ${format.number(users)}`)
            .join('; ')}
          testId="stickiness-histogram"
          onPick={({ index }) => {
            const bar = answer.histogram[index];
            if (bar) open({ days: bar.days });
          }}
        />
      </Part>
    </Box>
  );
}

interface PartProps {
  title: string;
  action?: React.ReactNode;
  children: React.ReactNode;
}

function Part({ title, action, children }: PartProps) {
  return (
    <Box sx={{ minWidth: 0 }}>
      <Stack direction="row" alignItems="center" justifyContent="space-between" sx={{ mb: 1, minHeight: 34 }}>
        <Typography variant="body2" component="h3" color="text.secondary">
          {title}
        </Typography>
        {action}
      </Stack>
      {children}
    </Box>
  );
}
