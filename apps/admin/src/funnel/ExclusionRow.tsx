import RemoveIcon from '@mui/icons-material/CloseOutlined';
import MenuItem from '@mui/material/MenuItem';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import { useTranslate } from 'react-admin';
import { FilterChips } from '../filters/FilterChips.js';
import { EventField } from '../retention/EventField.js';
import { RowButton } from './StepRow.js';
import type { ExclusionSettings, StepSettings } from './funnel-settings.js';

interface Props {
  exclusion: ExclusionSettings;
  steps: StepSettings[];
  names: string[];
  onChange(exclusion: ExclusionSettings): void;
  onRemove(): void;
}

/** What may not happen between two steps. */
export function ExclusionRow({ exclusion, steps, names, onChange, onRemove }: Props) {
  const translate = useTranslate();
  const label = translate('gs.funnel.exclusion');
  return (
    <Stack direction="row" gap={1} alignItems="center" flexWrap="wrap" sx={{ width: '100%' }}>
      <EventField
        label={label}
        value={exclusion.event}
        placeholder={translate('gs.funnel.chooseEvent')}
        names={names}
        onChange={(event) => onChange({ ...exclusion, event })}
      />
      <TextField
        select
        label={translate('gs.funnel.between')}
        value={Math.min(exclusion.after, steps.length - 2)}
        onChange={(event) => onChange({ ...exclusion, after: Number(event.target.value) })}
        sx={{ width: 168 }}
      >
        {steps.slice(1).map((_, after) => (
          <MenuItem key={after} value={after}>
            {translate('gs.funnel.steps', { i: after + 1, j: after + 2 })}
          </MenuItem>
        ))}
      </TextField>
      <FilterChips
        filters={exclusion.filters}
        label={label}
        onChange={(filters) => onChange({ ...exclusion, filters })}
      />
      <RowButton
        label={translate('gs.funnel.removeExclusion')}
        icon={<RemoveIcon fontSize="small" />}
        onClick={onRemove}
      />
    </Stack>
  );
}
