import GridIcon from '@mui/icons-material/GridOnOutlined';
import Skeleton from '@mui/material/Skeleton';
import Stack from '@mui/material/Stack';
import { useMemo } from 'react';
import { useTranslate } from 'react-admin';
import { type RetentionAsk, useReport } from '../api/useReport.js';
import { EmptyState } from '../feedback/EmptyState.js';
import { ErrorState } from '../feedback/ErrorState.js';
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
import { CurvePanel } from './CurvePanel.js';
import { HeatmapPanel } from './HeatmapPanel.js';
import { QuestionInWords } from './QuestionInWords.js';
import { RetentionControls } from './RetentionControls.js';
import { groupsOf } from './grid.js';
import { DEFAULT_RANGE, readSettings, toQuery, writeSettings } from './retention-settings.js';

export function RetentionPage() {
  const translate = useTranslate();
  const { project } = useProject();
  const [params, change] = useUrlState();
  const runningRows = useRunningRows();
  const settings = readSettings(params);
  const { choice, days, anchor, isPast, setChoice } = useRange(DEFAULT_RANGE[settings.period]);
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
        <Answer query={toQuery(settings, days)} />
      </Stack>
    </>
  );
}

function Answer({ query }: { query: RetentionAsk }) {
  const { data, error, isPlaceholderData, refetch } = useReport(query);
  const groups = useMemo(() => data && groupsOf(data.cohorts), [data]);
  if (error && (!data || isPlaceholderData)) {
    return (
      <Panel>
        <ErrorState error={error} onRetry={() => void refetch()} />
      </Panel>
    );
  }
  if (!data || !groups) return <Skeleton variant="rounded" height={480} />;
  if (groups.length === 0) return <NoCohorts />;
  return (
    <Stack
      spacing={2}
      aria-busy={isPlaceholderData}
      sx={{ opacity: isPlaceholderData ? 0.6 : 1, transition: 'opacity .15s' }}
    >
      <HeatmapPanel query={query} answer={data} groups={groups} />
      <CurvePanel answer={data} groups={groups} period={query.period} />
      <SourceNote answer={data} />
    </Stack>
  );
}

function NoCohorts() {
  const translate = useTranslate();
  return (
    <Panel>
      <EmptyState
        icon={<GridIcon sx={{ fontSize: 40, color: 'text.secondary' }} />}
        title={translate('gs.retention.emptyTitle')}
        text={translate('gs.retention.emptyText')}
      />
    </Panel>
  );
}
