import AttributionIcon from '@mui/icons-material/CallSplitOutlined';
import Stack from '@mui/material/Stack';
import { ATTRIBUTION_MODELS, type AttributionModelsAnswer } from '@groundswell/contracts';
import { useTranslate } from 'react-admin';
import { type AttributionModelsAsk, useReport } from '../api/useReport.js';
import { CsvButton } from '../feedback/CsvButton.js';
import { EmptyState } from '../feedback/EmptyState.js';
import { ReportBody, outdated } from '../feedback/ReportBody.js';
import { SourceNote } from '../feedback/SourceNote.js';
import { PageHeader } from '../layout/PageHeader.js';
import { Panel } from '../layout/Panel.js';
import { Segmented } from '../layout/Segmented.js';
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
import { useEventNames } from '../retention/useEventNames.js';
import { TrafficSwitch } from '../traffic/TrafficSwitch.js';
import { AttributionControls } from './AttributionControls.js';
import {
  MEASURES,
  type Measure,
  guessEvent,
  modelsQuery,
  pathsQuery,
  readSettings,
  writeSettings,
} from './attribution-settings.js';
import { BeforeNote } from './BeforeNote.js';
import { ModelsChart } from './ModelsChart.js';
import { ModelsTable } from './ModelsTable.js';
import { PathsPanel } from './PathsPanel.js';
import { ReconciliationNote } from './ReconciliationNote.js';

/** Models side by side, what they would do with the budget, and the paths that they share out over. */
export function AttributionPage() {
  const translate = useTranslate();
  const { project } = useProject();
  const [params, change] = useUrlState();
  const { choice, days, anchor, isPast, setChoice } = useRange('28d');
  const names = useEventNames(days);
  const compared = useCompared();
  if (project.lastDay === null) return <EmptyProject title={translate('gs.attribution.title')} />;
  const settings = readSettings(params, guessEvent(names));
  const { measure } = settings;
  return (
    <>
      <PageHeader
        title={translate('gs.attribution.title')}
        note={isPast ? <PastDataNote lastDay={anchor} /> : translate('gs.attribution.help')}
      />
      <Stack spacing={2}>
        <Stack direction="row" gap={1} flexWrap="wrap" alignItems="center">
          <RangePicker choice={choice} days={days} onChange={setChoice} />
          <RangeNote {...days} />
          <TrafficSwitch days={days} />
          <CompareSwitch {...compared} days={days} />
        </Stack>
        <AttributionControls
          settings={settings}
          names={names}
          onChange={(values) => change(writeSettings(values))}
        />
        {settings.event === '' ? (
          <Nothing title="emptyTitle" text="emptyText" />
        ) : (
          <>
            <Models
              query={modelsQuery(settings, days)}
              isCompared={compared.isCompared}
              measure={measure}
              onMeasure={(value) => change(writeSettings({ measure: value }))}
            />
            <PathsPanel query={pathsQuery(settings, days)} />
          </>
        )}
      </Stack>
    </>
  );
}

interface ModelsProps {
  query: AttributionModelsAsk;
  measure: Measure;
  onMeasure(measure: Measure): void;
}

function Models({ query, isCompared, measure, onMeasure }: ModelsProps & { isCompared: boolean }) {
  const hasBefore = useHasBefore(query);
  const report = useReport<AttributionModelsAsk>(isCompared ? { ...query, compare: 'previous' } : query);
  return (
    <ReportBody report={report} height={520}>
      {(answer) =>
        answer.totals.conversions === 0 ? (
          <Nothing title="noneTitle" text="noneText" />
        ) : (
          <Stack spacing={2} {...outdated(report.isPlaceholderData)}>
            <Found
              answer={hasBefore ? answer : { ...answer, previous: undefined }}
              query={query}
              measure={measure}
              onMeasure={onMeasure}
            />
            <SourceNote answer={answer} />
          </Stack>
        )
      }
    </ReportBody>
  );
}

function Found({ answer, query, measure, onMeasure }: ModelsProps & { answer: AttributionModelsAnswer }) {
  const translate = useTranslate();
  const open = useOpenPeople('attribution');
  const actions = (
    <Stack direction="row" gap={1} flexWrap="wrap">
      <Segmented<Measure>
        label={translate('gs.attribution.measure')}
        value={measure}
        options={MEASURES.map((value) => ({ value, label: translate(`gs.attribution.measures.${value}`) }))}
        onChange={onMeasure}
      />
      <CsvButton query={query} />
    </Stack>
  );
  return (
    <>
      <Panel title={translate('gs.attribution.chart')}>
        <ModelsChart answer={answer} />
      </Panel>
      <Panel title={translate('gs.attribution.table')} actions={actions} isFlush>
        <ReconciliationNote answer={answer} />
        <BeforeNote answer={answer} />
        <ModelsTable answer={answer} measure={measure} openPeople={(model, key) => open({ key }, model)} />
      </Panel>
      {ATTRIBUTION_MODELS.map((model) => (
        <PeopleBehind key={model} side={model} query={{ ...query, kind: 'attribution', model }} />
      ))}
    </>
  );
}

function Nothing({ title, text }: { title: string; text: string }) {
  const translate = useTranslate();
  return (
    <Panel>
      <EmptyState
        icon={<AttributionIcon sx={{ fontSize: 40, color: 'text.secondary' }} />}
        title={translate(`gs.attribution.${title}`)}
        text={translate(`gs.attribution.${text}`)}
        testId="attribution-empty"
      />
    </Panel>
  );
}
