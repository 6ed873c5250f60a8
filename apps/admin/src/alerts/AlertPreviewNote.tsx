import MuiAlert from '@mui/material/Alert';
import Stack from '@mui/material/Stack';
import { useTranslate } from 'react-admin';
import { Sparkline } from '../charts/Sparkline.js';
import { useErrorText } from '../feedback/ErrorState.js';
import { useMeasureFormat } from './AlertHistory.js';
import type { AlertForm } from './alert-form.js';
import { useAlertPreview } from './useAlerts.js';

const COLORS = { ok: 'success', firing: 'error', noData: 'warning' } as const;

/** What the rule would say now. */
export function AlertPreviewNote({ form }: { form: AlertForm }) {
  const translate = useTranslate();
  const errorText = useErrorText();
  const number = useMeasureFormat(form);
  const { data, error } = useAlertPreview(form);
  if (form.reportId === null) return null;
  if (error) return <MuiAlert severity="warning">{errorText(error)}</MuiAlert>;
  if (!data) return null;
  const { verdict, series } = data;
  const values = { bucket: verdict.bucket ?? '', value: number(verdict.value) };
  return (
    <MuiAlert severity={COLORS[verdict.outcome]} icon={false} data-testid="alert-preview">
      <Stack spacing={0.5}>
        {translate(`gs.alerts.preview.${verdict.outcome}`, values)}
        <Sparkline
          values={series.flatMap(({ value, complete }) => (value === null || !complete ? [] : [value]))}
        />
      </Stack>
    </MuiAlert>
  );
}
