import AddIcon from '@mui/icons-material/Add';
import MetricsIcon from '@mui/icons-material/StraightenOutlined';
import Button from '@mui/material/Button';
import FormControlLabel from '@mui/material/FormControlLabel';
import Stack from '@mui/material/Stack';
import Switch from '@mui/material/Switch';
import Typography from '@mui/material/Typography';
import { type ReactNode, useState } from 'react';
import { useNotify, useTranslate } from 'react-admin';
import { type Metric, useMayExperiment, useMetricList } from '../experiments/useExperiments.js';
import { ConfirmDialog } from '../feedback/ConfirmDialog.js';
import { CsvButton } from '../feedback/CsvButton.js';
import { EmptyState } from '../feedback/EmptyState.js';
import { useErrorText } from '../feedback/ErrorState.js';
import { ReportBody } from '../feedback/ReportBody.js';
import { PageHeader } from '../layout/PageHeader.js';
import { Panel } from '../layout/Panel.js';
import { Segmented } from '../layout/Segmented.js';
import { useUrlState } from '../layout/useUrlState.js';
import { CompareSwitch, useCompared } from '../range/CompareSwitch.js';
import { RangePicker } from '../range/RangePicker.js';
import { INTERVALS, type Interval } from '../range/local-date.js';
import { useRange } from '../range/useRange.js';
import { MetricChart } from './MetricChart.js';
import { MetricDialog } from './MetricDialog.js';
import { MetricTable } from './MetricTable.js';
import { useDefinitionText } from './useDefinitionText.js';
import { useMetricWrites } from './useMetrics.js';

type Open = { kind: 'new' } | { kind: 'edit' | 'delete'; metric: Metric } | null;

/** Measures that are defined once, over time; experiments are read by the same. */
export function MetricsPage() {
  const translate = useTranslate();
  const metrics = useMetricList();
  const mayWrite = useMayExperiment();
  const [params, change] = useUrlState();
  const notify = useNotify();
  const errorText = useErrorText();
  const { archive } = useMetricWrites();
  const showsArchived = params.get('archived') === '1';
  const [open, setOpen] = useState<Open>(null);
  const close = () => setOpen(null);
  const choose = ({ id }: Metric) => change({ metric: String(id) });
  return (
    <>
      <PageHeader title={translate('gs.metrics.title')} note={translate('gs.metrics.help')}>
        {mayWrite && (
          <Button
            variant="contained"
            startIcon={<AddIcon />}
            onClick={() => setOpen({ kind: 'new' })}
            data-testid="new-metric"
          >
            {translate('gs.metrics.new')}
          </Button>
        )}
      </PageHeader>
      <ReportBody report={metrics} height={320}>
        {({ data: all }) => {
          const data = all.filter(({ archivedAt }) => showsArchived || archivedAt === null);
          const chosen = data.find(({ id }) => String(id) === params.get('metric')) ?? data[0];
          const archived = all.some(({ archivedAt }) => archivedAt !== null) && (
            <FormControlLabel
              control={<Switch size="small" checked={showsArchived} />}
              label={translate('gs.metrics.showArchived')}
              onChange={(_event, isShown) => change({ archived: isShown ? '1' : null })}
            />
          );
          if (!chosen) return <NoMetrics>{archived}</NoMetrics>;
          return (
            <Stack spacing={2}>
              <MetricOverTime metric={chosen} />
              <Panel isFlush>
                <MetricTable
                  metrics={data}
                  chosen={chosen.id}
                  mayWrite={mayWrite}
                  onChoose={choose}
                  onEdit={(metric) => setOpen({ kind: 'edit', metric })}
                  onArchive={(metric) =>
                    archive.mutate(metric, {
                      onError: (error) => notify(errorText(error), { type: 'warning' }),
                    })
                  }
                  onDelete={(metric) => setOpen({ kind: 'delete', metric })}
                />
              </Panel>
              {archived}
            </Stack>
          );
        }}
      </ReportBody>
      {open?.kind === 'delete' && <DeleteDialog metric={open.metric} onClose={close} />}
      {(open?.kind === 'new' || open?.kind === 'edit') && (
        <MetricDialog
          metric={open.kind === 'edit' ? open.metric : null}
          onClose={close}
          onSaved={(metric) => {
            choose(metric);
            close();
          }}
        />
      )}
    </>
  );
}

function NoMetrics({ children }: { children: ReactNode }) {
  const translate = useTranslate();
  return (
    <Panel>
      <EmptyState
        icon={<MetricsIcon sx={{ fontSize: 40, color: 'text.secondary' }} />}
        title={translate('gs.metrics.empty')}
        text={translate('gs.metrics.emptyText')}
      />
      {children}
    </Panel>
  );
}

function MetricOverTime({ metric }: { metric: Metric }) {
  const translate = useTranslate();
  const text = useDefinitionText();
  const [params, change] = useUrlState();
  const { choice, days, setChoice } = useRange('28d');
  const interval = INTERVALS.find((name) => name === params.get('interval')) ?? 'day';
  const compared = useCompared();
  return (
    <>
      <Stack direction="row" gap={1} flexWrap="wrap" alignItems="center">
        <RangePicker choice={choice} days={days} onChange={setChoice} />
        <Segmented<Interval>
          label={translate('gs.interval.label')}
          value={interval}
          options={INTERVALS.map((value) => ({ value, label: translate(`gs.interval.${value}`) }))}
          onChange={(value) => change({ interval: value })}
        />
      </Stack>
      <Panel
        title={metric.name}
        testId="metric-panel"
        actions={
          <Stack direction="row" gap={1} flexWrap="wrap" alignItems="center">
            <CompareSwitch {...compared} days={days} />
            <CsvButton query={{ kind: 'metric', ...days, interval, definition: metric.definition }} />
          </Stack>
        }
      >
        <Typography variant="body2" color="text.secondary" sx={{ mb: 1 }}>
          {text(metric.definition)}
        </Typography>
        <MetricChart
          name={metric.name}
          definition={metric.definition}
          days={days}
          interval={interval}
          isCompared={compared.isCompared}
          hasTable
        />
      </Panel>
    </>
  );
}

function DeleteDialog({ metric: { id, name }, onClose }: { metric: Metric; onClose(): void }) {
  const translate = useTranslate();
  const { remove } = useMetricWrites();
  return (
    <ConfirmDialog
      title={translate('gs.metrics.deleteNamed', { name })}
      text={translate('gs.metrics.deleteText')}
      confirm={translate('gs.action.delete')}
      isDangerous
      onConfirm={() => remove.mutateAsync(id)}
      onClose={onClose}
    />
  );
}
