import FunnelIcon from '@mui/icons-material/FilterAltOutlined';
import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import { useTranslate } from 'react-admin';
import type { ApiError } from '../api/http.js';
import { type FunnelAsk, useReport } from '../api/useReport.js';
import { RunningImportNote } from '../data/imports/RunningImportNote.js';
import { useRunningRows } from '../data/imports/useImports.js';
import { EmptyState } from '../feedback/EmptyState.js';
import { useErrorText } from '../feedback/ErrorState.js';
import { ReportBody, outdated } from '../feedback/ReportBody.js';
import { SourceNote } from '../feedback/SourceNote.js';
import { PageHeader } from '../layout/PageHeader.js';
import { Panel } from '../layout/Panel.js';
import { useUrlState } from '../layout/useUrlState.js';
import { EmptyProject } from '../projects/EmptyProject.js';
import { useProject } from '../projects/ProjectContext.js';
import { PastDataNote } from '../range/PastDataNote.js';
import { ReportControls } from '../range/ReportControls.js';
import { INTERVALS, type Interval } from '../range/local-date.js';
import type { Days } from '../range/range.js';
import { useRange } from '../range/useRange.js';
import { FunnelAnswerPanels } from './FunnelAnswerPanels.js';
import { FunnelControls } from './FunnelControls.js';
import { useEventNames } from '../retention/useEventNames.js';
import { type StepSettings, problemOf, readSettings, toQuery, writeSettings } from './funnel-settings.js';

/** How far people get through a row of steps. */
export function FunnelPage() {
  const translate = useTranslate();
  const { project } = useProject();
  const [params, change] = useUrlState();
  const runningRows = useRunningRows();
  const { choice, days, anchor, isPast, setChoice } = useRange('28d');
  if (project.lastDay === null) return <EmptyProject title={translate('gs.funnel.title')} />;
  const interval = INTERVALS.find((name) => name === params.get('interval')) ?? 'day';
  const settings = readSettings(params);
  const query = toQuery(settings, days, interval);
  return (
    <>
      <PageHeader title={translate('gs.funnel.title')} note={isPast && <PastDataNote lastDay={anchor} />} />
      <Stack spacing={2}>
        <RunningImportNote rows={runningRows} />
        <ReportControls choice={choice} days={days} interval={interval} onRange={setChoice} />
        <FunnelControls
          settings={settings}
          days={days}
          onChange={(values) => change(writeSettings(values))}
        />
        {query ? (
          <Answer query={query} isCompared={settings.isCompared} interval={interval} anchor={anchor} />
        ) : (
          <NoSteps days={days} onTry={(steps) => change(writeSettings({ steps }))} />
        )}
      </Stack>
    </>
  );
}

interface AnswerProps {
  query: FunnelAsk;
  isCompared: boolean;
  interval: Interval;
  anchor: string;
}

function Answer({ query, isCompared, interval, anchor }: AnswerProps) {
  const problem = problemOf(query);
  const asked: FunnelAsk = isCompared ? { ...query, compare: 'previous' } : query;
  const report = useReport(asked, { enabled: problem === null });
  if (problem !== null) return <Refused problem={problem} />;
  return (
    <Stack spacing={2} {...outdated(report.isPlaceholderData)}>
      <ReportBody report={report} height={320}>
        {(answer) => (
          <>
            <FunnelAnswerPanels query={query} answer={answer} interval={interval} anchor={anchor} />
            <SourceNote answer={answer} />
          </>
        )}
      </ReportBody>
    </Stack>
  );
}

const ICON = <FunnelIcon sx={{ fontSize: 40, color: 'text.secondary' }} />;

function NoSteps({ days, onTry }: { days: Days; onTry(steps: StepSettings[]): void }) {
  const translate = useTranslate();
  const [first, second] = useEventNames(days);
  return (
    <Panel>
      <EmptyState
        icon={ICON}
        title={translate('gs.funnel.emptyTitle')}
        text={translate('gs.funnel.emptyText')}
        testId="funnel-empty"
      >
        {first && second && (
          <Button
            variant="outlined"
            onClick={() => onTry([first, second].map((event) => ({ event, filters: [] })))}
          >
            {translate('gs.funnel.suggest', { first, second })}
          </Button>
        )}
      </EmptyState>
    </Panel>
  );
}

function Refused({ problem }: { problem: ApiError }) {
  const translate = useTranslate();
  const errorText = useErrorText();
  return (
    <Panel>
      <EmptyState icon={ICON} title={translate('gs.funnel.refused')} text={errorText(problem)} />
    </Panel>
  );
}
