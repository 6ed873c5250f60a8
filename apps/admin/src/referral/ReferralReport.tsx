import type { ReferralAnswer, ReferralProgram } from '@groundswell/contracts';
import Box from '@mui/material/Box';
import Stack from '@mui/material/Stack';
import { useRef } from 'react';
import { useTranslate } from 'react-admin';
import { type ReferralAsk, useReport } from '../api/useReport.js';
import { SaveTablesButton } from '../charts/SaveTablesButton.js';
import { SaveReportButton } from '../dashboards/SaveReportButton.js';
import { CsvButton } from '../feedback/CsvButton.js';
import { RowsCsvButton } from '../feedback/RowsCsvButton.js';
import { EmptyState } from '../feedback/EmptyState.js';
import { ReportBody, outdated } from '../feedback/ReportBody.js';
import { SourceNote } from '../feedback/SourceNote.js';
import { Panel } from '../layout/Panel.js';
import { useUrlState } from '../layout/useUrlState.js';
import { PeopleBehind } from '../people-behind/PeopleBehind.js';
import { CompareSwitch, useCompared } from '../range/CompareSwitch.js';
import { ReportControls } from '../range/ReportControls.js';
import { INTERVALS } from '../range/local-date.js';
import { useHasBefore } from '../range/useHasBefore.js';
import { useRange } from '../range/useRange.js';
import { daysBefore } from '../trends/trends-settings.js';
import { CodesPanel } from './CodesPanel.js';
import { FlaggedPanel } from './FlaggedPanel.js';
import { GenerationsTable } from './GenerationsTable.js';
import { InvitersPanel } from './InvitersPanel.js';
import { KChart } from './KChart.js';
import { ReferralFigures } from './ReferralFigures.js';
import { ReferralSteps, stepsOf } from './ReferralSteps.js';
import { ReferralTable } from './ReferralTable.js';
import { RewardsPanel } from './RewardsPanel.js';

/** What the invites of one programme brought. */
export function ReferralReport({ program }: { program: ReferralProgram }) {
  const [params] = useUrlState();
  const { choice, days, anchor, setChoice } = useRange('90d');
  const interval = INTERVALS.find((name) => name === params.get('interval')) ?? 'week';
  const query: ReferralAsk = { kind: 'referral', programId: program.id, ...days, interval };
  const report = useReport(query);
  const compared = useCompared();
  const hasBefore = useHasBefore(days) && compared.isCompared;
  const before = useReport({ ...query, ...daysBefore(days) }, { enabled: hasBefore });
  return (
    <Stack spacing={2}>
      <ReportControls choice={choice} days={days} interval={interval} onRange={setChoice} />
      <Stack spacing={2} {...outdated(report.isPlaceholderData)}>
        <ReportBody report={report} height={480}>
          {(answer) => (
            <>
              <Answer
                {...{ answer, query, program, anchor, compared }}
                before={hasBefore ? before.data : undefined}
              />
              <SourceNote answer={answer} />
            </>
          )}
        </ReportBody>
      </Stack>
      <InvitersPanel programId={program.id} days={days} />
      <FlaggedPanel programId={program.id} days={days} />
      <RewardsPanel program={program} />
      <CodesPanel program={program} />
    </Stack>
  );
}

interface AnswerProps {
  answer: ReferralAnswer;
  query: ReferralAsk;
  program: ReferralProgram;
  anchor: string;
  compared: ReturnType<typeof useCompared>;
  /** The answer for as many days right before, while they are compared, have data, and once it is there. */
  before: ReferralAnswer | undefined;
}

function Answer({ answer, query, program, anchor, compared, before }: AnswerProps) {
  const translate = useTranslate();
  const { interval } = query;
  const steps = useRef<HTMLDivElement>(null);
  if (answer.totals.users === 0) {
    const event = program.definition.memberEvent;
    return (
      <Panel>
        <EmptyState title={translate('gs.referral.nobody', { event })} />
      </Panel>
    );
  }
  return (
    <>
      <ReferralFigures answer={answer} before={before} />
      <Panel
        title={translate('gs.referral.chartTitle')}
        testId="referral-k"
        actions={
          <Stack direction="row" gap={1} flexWrap="wrap" alignItems="center">
            <CompareSwitch {...compared} days={query} />
            <SaveReportButton query={query} name={translate('gs.referral.title')} />
            <CsvButton query={query} />
          </Stack>
        }
      >
        <KChart answer={answer} interval={interval} definition={program.definition} anchor={anchor} />
      </Panel>
      <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: { xs: '1fr', md: '3fr 2fr' } }}>
        <Panel
          title={translate('gs.referral.stepsTitle')}
          isFlush
          testId="referral-steps"
          actions={
            <Stack direction="row" gap={1}>
              <SaveTablesButton place={steps} label={translate('gs.referral.stepsTitle')} />
              <RowsCsvButton
                name={`referral-steps-${query.from}-${query.to}`}
                rows={stepsOf(answer.totals)}
              />
            </Stack>
          }
        >
          <div ref={steps}>
            <ReferralSteps totals={answer.totals} />
          </div>
        </Panel>
        <Panel
          title={translate('gs.referral.generationsTitle')}
          isFlush
          testId="referral-generations"
          actions={<RowsCsvButton name={`generations-${query.from}-${query.to}`} rows={answer.generations} />}
        >
          <GenerationsTable generations={answer.generations} />
        </Panel>
      </Box>
      <Panel isFlush>
        <ReferralTable rows={answer.rows} interval={interval} />
      </Panel>
      <PeopleBehind query={query} />
    </>
  );
}
