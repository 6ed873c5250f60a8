import Stack from '@mui/material/Stack';
import { useTranslate } from 'react-admin';
import { Segmented } from '../layout/Segmented.js';
import { PageHeader } from '../layout/PageHeader.js';
import { useUrlState } from '../layout/useUrlState.js';
import { RunningImportNote } from '../data/imports/RunningImportNote.js';
import { useRunningRows } from '../data/imports/useImports.js';
import { EmptyProject } from '../projects/EmptyProject.js';
import { useProject } from '../projects/ProjectContext.js';
import { PastDataNote } from '../range/PastDataNote.js';
import { ReportControls } from '../range/ReportControls.js';
import { INTERVALS } from '../range/local-date.js';
import { useRange } from '../range/useRange.js';
import { ActiveUsersPanel } from './ActiveUsersPanel.js';
import { KpiTiles } from './KpiTiles.js';
import type { Window } from './useKpis.js';

/** Numbers of a running day follow its events within seconds. */
const LIVE_REFETCH_MS = 4_000;

export function OverviewPage() {
  const translate = useTranslate();
  const { project } = useProject();
  const [params, change] = useUrlState();
  const runningRows = useRunningRows();
  const { choice, days, anchor, isPast, setChoice } = useRange('28d');
  if (project.lastDay === null) return <EmptyProject title={translate('gs.overview.title')} />;
  const interval = INTERVALS.find((name) => name === params.get('interval')) ?? 'day';
  const window: Window = params.get('window') === 'trailing' ? 'trailing' : 'calendar';
  const refetchMs = isPast && runningRows === null ? undefined : LIVE_REFETCH_MS;
  return (
    <>
      <PageHeader title={translate('gs.overview.title')} note={isPast && <PastDataNote lastDay={anchor} />}>
        <Segmented<Window>
          label={translate('gs.overview.window')}
          value={window}
          options={[
            { value: 'calendar', label: translate('gs.overview.calendar') },
            { value: 'trailing', label: translate('gs.overview.trailing') },
          ]}
          onChange={(value) => change({ window: value === 'calendar' ? null : value })}
        />
      </PageHeader>
      <Stack spacing={2}>
        <RunningImportNote rows={runningRows} />
        <KpiTiles window={window} anchor={anchor} refetchMs={refetchMs} />
        <ReportControls choice={choice} days={days} interval={interval} onRange={setChoice} />
        <ActiveUsersPanel days={days} interval={interval} anchor={anchor} refetchMs={refetchMs} />
      </Stack>
    </>
  );
}
