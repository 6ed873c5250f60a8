import { ALERT_COLUMNS } from '@groundswell/contracts';
import MenuItem from '@mui/material/MenuItem';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import { useTranslate } from 'react-admin';
import { useReports } from '../dashboards/useDashboards.js';
import { type AlertForm, isWatchable, measureOf } from './alert-form.js';

interface Props {
  form: AlertForm;
  onChange(over: Partial<AlertForm>): void;
}

/** Which report, and which of its numbers. */
export function WatchedFields({ form, onChange }: Props) {
  const translate = useTranslate();
  const { data: reports = [] } = useReports();
  const watchable = reports.filter(isWatchable);
  const report = watchable.find(({ id }) => id === form.reportId);
  const columns = (report && ALERT_COLUMNS[report.kind]) ?? [];
  const choose = (id: number) => {
    const chosen = watchable.find((one) => one.id === id);
    if (chosen) onChange({ reportId: id, measure: measureOf(chosen), name: form.name || chosen.name });
  };
  return (
    <Stack spacing={2}>
      <TextField
        select
        required
        label={translate('gs.alerts.report')}
        helperText={translate('gs.alerts.reportHelp')}
        value={report ? String(report.id) : ''}
        onChange={({ target }) => choose(Number(target.value))}
      >
        {watchable.map(({ id, name, kind }) => (
          <MenuItem key={id} value={String(id)}>
            {name} · {translate(`gs.dashboards.kind.${kind}`, { _: kind })}
          </MenuItem>
        ))}
      </TextField>
      <Stack direction="row" spacing={2} sx={{ '& > *': { flex: 1 } }}>
        {columns.length > 1 && (
          <TextField
            select
            label={translate('gs.alerts.column')}
            value={form.measure.column}
            onChange={({ target }) => onChange({ measure: { ...form.measure, column: target.value } })}
          >
            {columns.map((column) => (
              <MenuItem key={column} value={column}>
                {translate(`gs.alerts.columns.${column}`)}
              </MenuItem>
            ))}
          </TextField>
        )}
        {report?.kind === 'retention' && (
          <TextField
            type="number"
            label={translate('gs.alerts.period')}
            value={form.measure.period ?? 1}
            onChange={({ target }) =>
              onChange({ measure: { ...form.measure, period: Math.max(0, Number(target.value)) } })
            }
            slotProps={{ htmlInput: { min: 0, max: 400 } }}
          />
        )}
        {report?.query.breakdown !== undefined && report.kind !== 'funnel' && (
          <TextField
            label={translate('gs.alerts.breakdown')}
            placeholder={translate('gs.alerts.allTogether')}
            value={form.measure.breakdown ?? ''}
            onChange={({ target }) =>
              onChange({ measure: { ...form.measure, breakdown: target.value || null } })
            }
          />
        )}
      </Stack>
    </Stack>
  );
}
