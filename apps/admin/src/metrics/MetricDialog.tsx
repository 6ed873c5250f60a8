import { METRIC_DIRECTIONS, type MetricDirection } from '@groundswell/contracts';
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Dialog from '@mui/material/Dialog';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import type { Metric } from '../experiments/useExperiments.js';
import { useErrorText } from '../feedback/ErrorState.js';
import { SaveActions } from '../feedback/SaveActions.js';
import { Segmented } from '../layout/Segmented.js';
import { useRange } from '../range/useRange.js';
import { useEventNames } from '../retention/useEventNames.js';
import { DefinitionFields } from './DefinitionFields.js';
import { MetricChart } from './MetricChart.js';
import { NEW_DEFINITION, definitionOf, draftOf } from './metric-form.js';
import { useMetricWrites } from './useMetrics.js';

const PREVIEW_HEIGHT = 200;

interface Props {
  /** Null: a new one. */
  metric: Metric | null;
  onClose(): void;
  onSaved(metric: Metric): void;
}

/** A metric, with what it comes to while one defines it. */
export function MetricDialog({ metric, onClose, onSaved }: Props) {
  const translate = useTranslate();
  const errorText = useErrorText();
  const { days } = useRange('28d');
  const events = useEventNames(days);
  const [name, setName] = useState(metric?.name ?? '');
  const [description, setDescription] = useState(metric?.description ?? '');
  const [direction, setDirection] = useState<MetricDirection>(metric?.direction ?? 'up');
  const [draft, setDraft] = useState(metric ? draftOf(metric.definition) : NEW_DEFINITION);
  const { save } = useMetricWrites();
  const definition = definitionOf(draft);
  const [isTried, setTried] = useState(false);
  const submit = async () => {
    setTried(true);
    if (!definition) return;
    const body = { name: name.trim(), description: description.trim(), direction, definition };
    const saved = await save.mutateAsync({ id: metric?.id ?? null, body }).catch(() => null);
    if (saved) onSaved(saved);
  };
  return (
    <Dialog open onClose={save.isPending ? undefined : onClose} maxWidth="md" fullWidth>
      <DialogTitle>{translate(metric ? 'gs.metrics.edit' : 'gs.metrics.new')}</DialogTitle>
      <DialogContent>
        <Stack gap={2} sx={{ pt: 1 }}>
          {save.error && <Alert severity="error">{errorText(save.error)}</Alert>}
          <Stack direction="row" gap={1.5} flexWrap="wrap">
            <TextField
              required
              autoFocus
              label={translate('gs.metrics.name')}
              value={name}
              onChange={({ target }) => setName(target.value)}
              sx={{ flex: '1 1 260px' }}
              slotProps={{ htmlInput: { maxLength: 200, 'data-testid': 'metric-name' } }}
            />
            <Segmented<MetricDirection>
              label={translate('gs.metrics.direction')}
              value={direction}
              options={METRIC_DIRECTIONS.map((value) => ({
                value,
                label: translate(`gs.metrics.directions.${value}`),
              }))}
              onChange={setDirection}
            />
          </Stack>
          <TextField
            label={translate('gs.metrics.description')}
            value={description}
            onChange={({ target }) => setDescription(target.value)}
            slotProps={{ htmlInput: { maxLength: 2000 } }}
          />
          <DefinitionFields
            draft={draft}
            events={events}
            onChange={(over) => setDraft((before) => ({ ...before, ...over }))}
          />
          {/* Always as high as the chart, or Save would move away while it is pressed. */}
          <Box sx={{ minHeight: PREVIEW_HEIGHT, display: 'grid', alignItems: 'center' }}>
            {definition ? (
              <MetricChart
                name={name.trim() || translate('gs.metrics.preview')}
                definition={definition}
                days={days}
                interval="day"
                height={PREVIEW_HEIGHT}
              />
            ) : (
              <Typography
                role={isTried ? 'alert' : undefined}
                color={isTried ? 'error' : 'text.secondary'}
                sx={{ justifySelf: 'center' }}
              >
                {translate('gs.metrics.incomplete')}
              </Typography>
            )}
          </Box>
        </Stack>
      </DialogContent>
      {/* What is typed counts once its field is left: a press of Save leaves it, so Save may not wait for it. */}
      <SaveActions
        isReady={name.trim() !== ''}
        isSaving={save.isPending}
        testId="save-metric"
        onSave={() => void submit()}
        onClose={onClose}
      />
    </Dialog>
  );
}
