import Stack from '@mui/material/Stack';
import { useTranslate } from 'react-admin';
import { RunningImportNote } from '../data/imports/RunningImportNote.js';
import { useRunningRows } from '../data/imports/useImports.js';
import { EmptyState } from '../feedback/EmptyState.js';
import { PageHeader } from '../layout/PageHeader.js';
import { Panel } from '../layout/Panel.js';
import { useUrlState } from '../layout/useUrlState.js';
import { EmptyProject } from '../projects/EmptyProject.js';
import { useProject } from '../projects/ProjectContext.js';
import { PastDataNote } from '../range/PastDataNote.js';
import { ReportControls } from '../range/ReportControls.js';
import { INTERVALS } from '../range/local-date.js';
import { useRange } from '../range/useRange.js';
import { TrendsControls } from './TrendsControls.js';
import { TrendsPanel } from './TrendsPanel.js';
import { readSettings, toQuery, writeSettings } from './trends-settings.js';

/** How many people, or what their events come to, over time. */
export function TrendsPage() {
  const translate = useTranslate();
  const { project } = useProject();
  const [params, change] = useUrlState();
  const runningRows = useRunningRows();
  const { choice, days, anchor, isPast, setChoice } = useRange('28d');
  if (project.lastDay === null) return <EmptyProject title={translate('gs.trends.title')} />;
  const interval = INTERVALS.find((name) => name === params.get('interval')) ?? 'day';
  const settings = readSettings(params);
  const query = toQuery(settings, days, interval);
  return (
    <>
      <PageHeader title={translate('gs.trends.title')} note={isPast && <PastDataNote lastDay={anchor} />} />
      <Stack spacing={2}>
        <RunningImportNote rows={runningRows} />
        <ReportControls choice={choice} days={days} interval={interval} onRange={setChoice} />
        <TrendsControls
          settings={settings}
          days={days}
          onChange={(values) => change(writeSettings(values))}
        />
        {query ? (
          <TrendsPanel query={query} isCompared={settings.isCompared} anchor={anchor} />
        ) : (
          <Panel>
            <EmptyState
              title={translate('gs.trends.needsProperty')}
              text={translate('gs.trends.needsPropertyText')}
            />
          </Panel>
        )}
      </Stack>
    </>
  );
}
