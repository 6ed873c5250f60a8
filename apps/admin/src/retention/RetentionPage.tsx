import GridIcon from '@mui/icons-material/GridOnOutlined';
import type { RetentionAnswer } from '@groundswell/contracts';
import Skeleton from '@mui/material/Skeleton';
import Stack from '@mui/material/Stack';
import { useMemo } from 'react';
import { useTranslate } from 'react-admin';
import { type RetentionAsk, useReport } from '../api/useReport.js';
import { EmptyState } from '../feedback/EmptyState.js';
import { ErrorState } from '../feedback/ErrorState.js';
import { outdated } from '../feedback/ReportBody.js';
import { SourceNote } from '../feedback/SourceNote.js';
import { PageHeader } from '../layout/PageHeader.js';
import { Panel } from '../layout/Panel.js';
import { useUrlState } from '../layout/useUrlState.js';
import { RunningImportNote } from '../data/imports/RunningImportNote.js';
import { useRunningRows } from '../data/imports/useImports.js';
import { EmptyProject } from '../projects/EmptyProject.js';
import { useProject } from '../projects/ProjectContext.js';
import { PastDataNote } from '../range/PastDataNote.js';
import { useRange } from '../range/useRange.js';
import { TrafficSwitch } from '../traffic/TrafficSwitch.js';
import { ComparisonPanel } from './ComparisonPanel.js';
import { CurvePanel } from './CurvePanel.js';
import { HeatmapPanel } from './HeatmapPanel.js';
import { QuestionInWords } from './QuestionInWords.js';
import { RetentionControls } from './RetentionControls.js';
import { DEFAULT_RANGE, readSettings, toOtherQuery, toQuery, writeSettings } from './retention-settings.js';
import { cutAtDataEnd } from './grid.js';
import { shownGroups } from './shown-groups.js';
import { useSideNames } from './useSideNames.js';

export function RetentionPage() {
  const translate = useTranslate();
  const { project } = useProject();
  const [params, change] = useUrlState();
  const runningRows = useRunningRows();
  const settings = readSettings(params);
  const { choice, days, anchor, isPast, setChoice } = useRange(DEFAULT_RANGE[settings.period]);
  const sideNames = useSideNames(settings, days);
  if (project.lastDay === null) return <EmptyProject title={translate('gs.retention.title')} />;
  return (
    <>
      <PageHeader
        title={translate('gs.retention.title')}
        note={isPast && <PastDataNote lastDay={anchor} />}
      />
      <Stack spacing={2}>
        <RunningImportNote rows={runningRows} />
        <RetentionControls
          settings={settings}
          choice={choice}
          days={days}
          onChange={(values) => change(writeSettings(values))}
          onRange={setChoice}
        />
        <QuestionInWords settings={settings} days={days} />
        <TrafficSwitch days={days} />
        <Answers
          query={toQuery(settings, days)}
          other={toOtherQuery(settings, days)}
          names={sideNames}
          anchor={anchor}
        />
      </Stack>
    </>
  );
}

interface Asked {
  query: RetentionAsk;
  /** What it is compared with; null for nothing. */
  other: RetentionAsk | null;
  names: readonly [string, string];
  /** Where the project's data ends. */
  anchor: string;
}

function Answers({ query, other, names, anchor }: Asked) {
  const own = useReport<RetentionAsk>(other ? { ...query, against: againstOf(other) } : query);
  const compared = useReport(other ?? query);
  const failed = [own, compared].find(
    ({ error, data, isPlaceholderData }) => error && (!data || isPlaceholderData),
  );
  const { data: answer } = own;
  const { data: otherAnswer } = compared;
  if (failed) {
    return (
      <Panel>
        <ErrorState error={failed.error} onRetry={() => void failed.refetch()} />
      </Panel>
    );
  }
  if (!answer || !otherAnswer) return <Skeleton variant="rounded" height={480} />;
  const { sx, ...busy } = outdated(own.isPlaceholderData || compared.isPlaceholderData);
  return (
    <Stack spacing={2} {...busy} sx={sx}>
      {other ? (
        <>
          <ComparisonPanel query={query} answers={[answer, otherAnswer]} names={names} />
          <Cohorts query={query} answer={answer} anchor={anchor} side={{ key: '', name: names[0] }} />
          <Cohorts
            query={other}
            answer={otherAnswer}
            anchor={anchor}
            side={{ key: OTHER_SIDE, name: names[1] }}
          />
        </>
      ) : (
        <Cohorts query={query} answer={answer} anchor={anchor} />
      )}
      <SourceNote answer={answer} />
    </Stack>
  );
}

/** Whom or when the question is compared with. */
function againstOf({ from, to, cohort, returning }: RetentionAsk): RetentionAsk['against'] {
  return { from, to, cohort, returning };
}

const OTHER_SIDE = 'b';

interface CohortsProps {
  query: RetentionAsk;
  answer: RetentionAnswer;
  anchor: string;
  side?: { key: string; name: string };
}

function Cohorts({ query, answer, anchor, side }: CohortsProps) {
  const { groups, omitted } = useMemo(
    () => shownGroups(cutAtDataEnd(answer.cohorts, query, anchor)),
    [answer, query, anchor],
  );
  if (groups.length === 0) return <NoCohorts name={side?.name} />;
  return (
    <>
      <HeatmapPanel query={query} answer={answer} groups={groups} omitted={omitted} side={side} />
      {!side && <CurvePanel query={query} answer={answer} groups={groups} />}
    </>
  );
}

function NoCohorts({ name }: { name?: string }) {
  const translate = useTranslate();
  return (
    <Panel title={name}>
      <EmptyState
        icon={<GridIcon sx={{ fontSize: 40, color: 'text.secondary' }} />}
        title={translate('gs.retention.emptyTitle')}
        text={translate('gs.retention.emptyText')}
      />
    </Panel>
  );
}
