import Stack from '@mui/material/Stack';
import { useTranslate } from 'react-admin';
import { RunningImportNote } from '../data/imports/RunningImportNote.js';
import { useRunningRows } from '../data/imports/useImports.js';
import { PageHeader } from '../layout/PageHeader.js';
import { useUrlState } from '../layout/useUrlState.js';
import { EmptyProject } from '../projects/EmptyProject.js';
import { useProject } from '../projects/ProjectContext.js';
import { PastDataNote } from '../range/PastDataNote.js';
import { ReportControls } from '../range/ReportControls.js';
import { INTERVALS } from '../range/local-date.js';
import { useRange } from '../range/useRange.js';
import { GrowthPanel } from './GrowthPanel.js';
import { StickinessPanel } from './StickinessPanel.js';

/** Where active people come from, who left, and how regularly they come. */
export function GrowthPage() {
  const translate = useTranslate();
  const { project } = useProject();
  const [params] = useUrlState();
  const runningRows = useRunningRows();
  const { choice, days, anchor, isPast, setChoice } = useRange('90d');
  if (project.lastDay === null) return <EmptyProject title={translate('gs.growth.title')} />;
  const interval = INTERVALS.find((name) => name === params.get('interval')) ?? 'week';
  return (
    <>
      <PageHeader title={translate('gs.growth.title')} note={isPast && <PastDataNote lastDay={anchor} />} />
      <Stack spacing={2}>
        <RunningImportNote rows={runningRows} />
        <ReportControls choice={choice} days={days} interval={interval} onRange={setChoice} />
        <GrowthPanel days={days} interval={interval} anchor={anchor} />
        <StickinessPanel days={days} />
      </Stack>
    </>
  );
}
