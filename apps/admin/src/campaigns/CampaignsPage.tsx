import ImportIcon from '@mui/icons-material/FileUploadOutlined';
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import type { AttributionLevel, CampaignPerformanceAnswer } from '@groundswell/contracts';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import { Navigate, Route, Routes, useLocation } from 'react-router-dom';
import { type CampaignPerformanceAsk, useReport } from '../api/useReport.js';
import { NotFoundPage } from '../feedback/NotFoundPage.js';
import { CsvButton } from '../feedback/CsvButton.js';
import { ReportBody, outdated } from '../feedback/ReportBody.js';
import { useFormat } from '../i18n/useFormat.js';
import { PageHeader } from '../layout/PageHeader.js';
import { PageTabs } from '../layout/PageTabs.js';
import { Panel } from '../layout/Panel.js';
import { Segmented } from '../layout/Segmented.js';
import { useUrlState } from '../layout/useUrlState.js';
import { useMayCampaign } from '../links/useLinks.js';
import { PeopleBehind } from '../people-behind/PeopleBehind.js';
import { useOpenPeople } from '../people-behind/useBehind.js';
import { PastDataNote } from '../range/PastDataNote.js';
import { RangeNote } from '../range/RangeNote.js';
import { RangePicker } from '../range/RangePicker.js';
import { useRange } from '../range/useRange.js';
import { TreeTab } from './nodes/TreeTab.js';
import { performanceAsk } from './performance-ask.js';
import { PerformanceTable } from './PerformanceTable.js';
import { RatesPanel } from './rates/RatesPanel.js';
import { SpendDialog } from './SpendDialog.js';
import { SpendFigures } from './SpendFigures.js';
import { SpendLog } from './SpendLog.js';

const LEVELS: readonly AttributionLevel[] = ['channel', 'source', 'campaign', 'adGroup', 'creative'];

/** What advertising cost and what came of it, the names that it goes by, and where spend comes from. */
export function CampaignsPage() {
  const translate = useTranslate();
  const tabs = ['results', 'tree', 'spend'].map((path) => ({
    path,
    label: translate(`gs.tree.tabs.${path}`),
  }));
  return (
    <>
      <Head />
      <PageTabs page="campaigns" tabs={tabs} />
      <Routes>
        <Route path="results" element={<ResultsTab />} />
        <Route path="tree" element={<TreeTab />} />
        <Route path="spend" element={<SpendTab />} />
        <Route index element={<ToResults />} />
        <Route path="*" element={<NotFoundPage isPart />} />
      </Routes>
    </>
  );
}

/** Links to the page itself keep what they say of it. */
function ToResults() {
  const { search } = useLocation();
  return <Navigate to={`results${search}`} replace />;
}

function Head() {
  const translate = useTranslate();
  const { anchor, isPast } = useRange('28d');
  const [isImporting, setImporting] = useState(false);
  const mayWrite = useMayCampaign();
  return (
    <>
      <PageHeader
        title={translate('gs.campaigns.title')}
        note={isPast ? <PastDataNote lastDay={anchor} /> : translate('gs.campaigns.help')}
      >
        {mayWrite && (
          <Button
            variant="outlined"
            startIcon={<ImportIcon fontSize="small" />}
            onClick={() => setImporting(true)}
            data-testid="import-spend"
          >
            {translate('gs.campaigns.import')}
          </Button>
        )}
      </PageHeader>
      {isImporting && <SpendDialog onClose={() => setImporting(false)} />}
    </>
  );
}

/** Spend, people and money by a level. */
function ResultsTab() {
  const translate = useTranslate();
  const [params, change] = useUrlState();
  const { choice, days, setChoice } = useRange('28d');
  const level = LEVELS.find((name) => name === params.get('level')) ?? 'campaign';
  return (
    <Stack spacing={2}>
      <Stack direction="row" gap={1} flexWrap="wrap" alignItems="center">
        <RangePicker choice={choice} days={days} onChange={setChoice} />
        <Box sx={{ overflowX: 'auto', maxWidth: '100%' }}>
          <Segmented<AttributionLevel>
            label={translate('gs.campaigns.level')}
            value={level}
            options={LEVELS.map((value) => ({ value, label: translate(`gs.campaigns.levels.${value}`) }))}
            onChange={(value) => change({ level: value })}
          />
        </Box>
        <RangeNote {...days} />
      </Stack>
      <Answer query={performanceAsk(days, level)} />
    </Stack>
  );
}

/** Files of spend that were taken in, and what currencies were worth. */
function SpendTab() {
  const mayWrite = useMayCampaign();
  return (
    <Stack spacing={2}>
      <SpendFigures mayWrite={mayWrite} />
      <SpendLog mayWrite={mayWrite} />
      <RatesPanel mayWrite={mayWrite} />
    </Stack>
  );
}

function Answer({ query }: { query: CampaignPerformanceAsk }) {
  const translate = useTranslate();
  const report = useReport(query);
  const open = useOpenPeople('campaignPerformance');
  return (
    <ReportBody report={report} height={420}>
      {(answer) => (
        <div {...outdated(report.isPlaceholderData)}>
          <Panel
            title={translate(`gs.campaigns.levels.${answer.level}`)}
            actions={<CsvButton query={query} />}
            isFlush
          >
            <MissingRates answer={answer} />
            <PerformanceTable answer={answer} openPeople={(key) => open({ key })} />
          </Panel>
          <PeopleBehind query={query} />
        </div>
      )}
    </ReportBody>
  );
}

function MissingRates({ answer }: { answer: CampaignPerformanceAnswer }) {
  const translate = useTranslate();
  const format = useFormat();
  const [first] = answer.missingRates;
  if (!first) return null;
  return (
    <Alert severity="warning" sx={{ mx: 2, mb: 1 }}>
      {translate('gs.campaigns.missingRate', {
        ...{ currency: first.currency, day: format.day(first.day), to: answer.currency },
        count: format.number(answer.missingRates.length),
      })}
    </Alert>
  );
}
