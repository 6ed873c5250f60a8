import PathsIcon from '@mui/icons-material/AltRouteOutlined';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import type { PathsAnswer } from '@groundswell/contracts';
import { useTranslate } from 'react-admin';
import { type PathsAsk, useReport } from '../api/useReport.js';
import { SaveReportButton } from '../dashboards/SaveReportButton.js';
import { RunningImportNote } from '../data/imports/RunningImportNote.js';
import { useRunningRows } from '../data/imports/useImports.js';
import { CsvButton } from '../feedback/CsvButton.js';
import { EmptyState } from '../feedback/EmptyState.js';
import { ReportBody, outdated } from '../feedback/ReportBody.js';
import { SourceNote } from '../feedback/SourceNote.js';
import { useFormat } from '../i18n/useFormat.js';
import { PageHeader } from '../layout/PageHeader.js';
import { Panel } from '../layout/Panel.js';
import { useUrlState } from '../layout/useUrlState.js';
import { PeopleBehind } from '../people-behind/PeopleBehind.js';
import { useOpenPeople } from '../people-behind/useBehind.js';
import { EmptyProject } from '../projects/EmptyProject.js';
import { useProject } from '../projects/ProjectContext.js';
import { CompareSwitch, useCompared } from '../range/CompareSwitch.js';
import { PastDataNote } from '../range/PastDataNote.js';
import { RangeNote } from '../range/RangeNote.js';
import { RangePicker } from '../range/RangePicker.js';
import { useHasBefore } from '../range/useHasBefore.js';
import { useRange } from '../range/useRange.js';
import { TrafficSwitch } from '../traffic/TrafficSwitch.js';
import { LinksTable } from './LinksTable.js';
import { PathsChart } from './PathsChart.js';
import { PathsControls } from './PathsControls.js';
import { readSettings, toQuery, writeSettings } from './paths-settings.js';

/** What people do after an event, or did before it. */
export function PathsPage() {
  const translate = useTranslate();
  const { project } = useProject();
  const [params, change] = useUrlState();
  const runningRows = useRunningRows();
  const { choice, days, anchor, isPast, setChoice } = useRange('28d');
  if (project.lastDay === null) return <EmptyProject title={translate('gs.paths.title')} />;
  const settings = readSettings(params);
  const query = toQuery(settings, days);
  return (
    <>
      <PageHeader title={translate('gs.paths.title')} note={isPast && <PastDataNote lastDay={anchor} />} />
      <Stack spacing={2}>
        <RunningImportNote rows={runningRows} />
        <Stack direction="row" gap={1} flexWrap="wrap" alignItems="center">
          <RangePicker choice={choice} days={days} onChange={setChoice} />
          <RangeNote {...days} />
          <TrafficSwitch days={days} />
        </Stack>
        <PathsControls settings={settings} days={days} onChange={(values) => change(writeSettings(values))} />
        {query ? <Answer query={query} /> : <Nothing title="emptyTitle" text="emptyText" />}
      </Stack>
    </>
  );
}

function Answer({ query }: { query: PathsAsk }) {
  const translate = useTranslate();
  const compared = useCompared();
  const hasBefore = useHasBefore(query);
  const report = useReport<PathsAsk>(compared.isCompared ? { ...query, compare: 'previous' } : query);
  const actions = (
    <Stack direction="row" gap={1} flexWrap="wrap" alignItems="center">
      <CompareSwitch {...compared} days={query} />
      <SaveReportButton query={query} name={translate('gs.paths.title')} />
      <CsvButton query={query} />
    </Stack>
  );
  return (
    <Stack spacing={2} {...outdated(report.isPlaceholderData)}>
      <ReportBody report={report} height={420}>
        {(answer) =>
          answer.links.length === 0 ? (
            <Nothing title="noneTitle" text={answer.users > 0 ? 'noLinksText' : 'noneText'} />
          ) : (
            <Found answer={hasBefore ? answer : { ...answer, previous: undefined }} actions={actions} />
          )
        }
      </ReportBody>
      <PeopleBehind query={query} />
    </Stack>
  );
}

function Found({ answer, actions }: { answer: PathsAnswer; actions: React.ReactNode }) {
  const translate = useTranslate();
  return (
    <>
      <Panel title={translate('gs.paths.chart')} actions={actions} testId="paths-chart">
        <PathsChart
          answer={answer}
          label={translate('gs.paths.chartLabel')}
          height={420}
          onOpen={useOpenPeople('paths')}
        />
        {answer.previous && <PeopleBefore {...answer.previous} />}
      </Panel>
      <Panel title={translate('gs.overview.table')} isFlush>
        <LinksTable links={answer.links} omitted={answer.omitted} previous={answer.previous} />
      </Panel>
      <SourceNote answer={answer} />
    </>
  );
}

/** How many had a path in the days before. */
function PeopleBefore({ users, change }: NonNullable<PathsAnswer['previous']>) {
  const translate = useTranslate();
  const format = useFormat();
  const moved = change === null ? '–' : format.change(change);
  return (
    <Typography variant="caption" component="p" color="text.secondary" data-testid="paths-before">
      {translate('gs.paths.before', { users: format.number(users), change: moved })}
    </Typography>
  );
}

function Nothing({ title, text }: { title: string; text: string }) {
  const translate = useTranslate();
  return (
    <Panel>
      <EmptyState
        icon={<PathsIcon sx={{ fontSize: 40, color: 'text.secondary' }} />}
        title={translate(`gs.paths.${title}`)}
        text={translate(`gs.paths.${text}`)}
        testId="paths-empty"
      />
    </Panel>
  );
}
