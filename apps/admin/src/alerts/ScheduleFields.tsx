import type { AlertSchedule } from '@groundswell/contracts';
import MenuItem from '@mui/material/MenuItem';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import { useTranslate } from 'react-admin';
import { FIRST_SCHEDULES } from './alert-form.js';

interface Props {
  schedule: AlertSchedule;
  onChange(schedule: AlertSchedule): void;
}

/** When it looks, in the project's time zone. */
export function ScheduleFields({ schedule, onChange }: Props) {
  const translate = useTranslate();
  return (
    <Stack direction="row" spacing={2} sx={{ '& > *': { flex: 1 } }}>
      <TextField
        select
        label={translate('gs.alerts.schedule')}
        value={schedule.every}
        onChange={({ target }) => onChange(FIRST_SCHEDULES[target.value as AlertSchedule['every']])}
      >
        {(['hour', 'day', 'week'] as const).map((every) => (
          <MenuItem key={every} value={every}>
            {translate(`gs.alerts.every.${every}`)}
          </MenuItem>
        ))}
      </TextField>
      {schedule.every === 'week' && (
        <TextField
          select
          label={translate('gs.alerts.weekday')}
          value={String(schedule.weekday)}
          onChange={({ target }) => onChange({ ...schedule, weekday: Number(target.value) })}
        >
          {[1, 2, 3, 4, 5, 6, 7].map((day) => (
            <MenuItem key={day} value={String(day)}>
              {translate(`gs.alerts.weekdays.${day}`)}
            </MenuItem>
          ))}
        </TextField>
      )}
      {schedule.every !== 'hour' && (
        <TextField
          type="time"
          required
          label={translate('gs.alerts.at')}
          value={schedule.at}
          onChange={({ target }) => target.value && onChange({ ...schedule, at: target.value })}
          slotProps={{ inputLabel: { shrink: true } }}
        />
      )}
    </Stack>
  );
}
