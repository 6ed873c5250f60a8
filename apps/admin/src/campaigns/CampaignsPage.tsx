import ImportIcon from '@mui/icons-material/FileUploadOutlined';
import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import type { AttributionLevel, CampaignPerformanceAnswer } from '@groundswell/contracts';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import { type CampaignPerformanceAsk, useReport } from '../api/useReport.js';
import { CsvButton } from '../feedback/CsvButton.js';
import { ReportBody, outdated } from '../feedback/ReportBody.js';
import { useFormat } from '../i18n/useFormat.js';
import { PageHeader } from '../layout/PageHeader.js';
import { Panel } from '../layout/Panel.js';
import { Segmented } from '../layout/Segmented.js';
import { useUrlState } from '../layout/useUrlState.js';
import { useProject } from '../projects/ProjectContext.js';
import { PastDataNote } from '../range/PastDataNote.js';
import { RangeNote } from '../range/RangeNote.js';
import { RangePicker } from '../range/RangePicker.js';
import { useRange } from '../range/useRange.js';
import { PerformanceTable } from './PerformanceTable.js';
import { SpendDialog } from './SpendDialog.js';
import { SpendLog } from './SpendLog.js';

const LEVELS: readonly AttributionLevel[] = ['channel', 'source', 'campaign', 'adGroup', 'creative'];

/** What advertising cost, what came of it, and whether they stayed. */
export function CampaignsPage() {
  const translate = useTranslate();
  const { project } = useProject();
  const [params, change] = useUrlState();
  const { choice, days, anchor, isPast, setChoice } = useRange('28d');
  const [isImporting, setImporting] = useState(false);
  const mayWrite = ['owner', 'admin', 'marketer'].includes(project.role);
  const level = LEVELS.find((name) => name === params.get('level')) ?? 'campaign';
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
      <Stack spacing={2}>
        <Stack direction="row" gap={1} flexWrap="wrap" alignItems="center">
          <RangePicker choice={choice} days={days} onChange={setChoice} />
          <Segmented<AttributionLevel>
            label={translate('gs.campaigns.level')}
            value={level}
            options={LEVELS.map((value) => ({ value, label: translate(`gs.campaigns.levels.${value}`) }))}
            onChange={(value) => change({ level: value })}
          />
          <RangeNote {...days} />
        </Stack>
        <Answer query={askOf(days, level)} />
        <SpendLog mayWrite={mayWrite} />
      </Stack>
      {isImporting && <SpendDialog onClose={() => setImporting(false)} />}
    </>
  );
}

function askOf({ from, to }: { from: string; to: string }, level: AttributionLevel): CampaignPerformanceAsk {
  return {
    ...{ kind: 'campaignPerformance', from, to, level, model: 'lastNonDirect', lookbackDays: 30 },
    ...{ retentionDays: [1, 7, 30], ltvDays: 30, revenue: { property: 'revenue' } },
  };
}

function Answer({ query }: { query: CampaignPerformanceAsk }) {
  const translate = useTranslate();
  const report = useReport(query);
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
            <PerformanceTable answer={answer} />
          </Panel>
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
