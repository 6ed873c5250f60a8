import Autocomplete from '@mui/material/Autocomplete';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { useTranslate } from 'react-admin';
import { ACTIONS, type EditDraft, FIELDS } from './edit-drafts.js';

/** The fields of one edit; which there are depends on what it does. */
export function EditFields({
  draft,
  onChange,
}: {
  draft: EditDraft;
  onChange(part: Partial<EditDraft>): void;
}) {
  const translate = useTranslate();
  const { action } = draft;
  return (
    <>
      <TextField
        select
        label={translate('gs.replay.action')}
        value={action}
        onChange={(event) => onChange({ action: event.target.value as EditDraft['action'] })}
        sx={{ width: { xs: '100%', sm: 164 } }}
      >
        {ACTIONS.map((one) => (
          <MenuItem key={one} value={one}>
            {translate(`gs.replay.actions.${one}`)}
          </MenuItem>
        ))}
      </TextField>
      <PathField
        label={translate('gs.replay.path')}
        value={draft.path}
        onChange={(path) => onChange({ path })}
      />
      {(action === 'rename' || action === 'copy') && (
        <PathField label={translate('gs.replay.to')} value={draft.to} onChange={(to) => onChange({ to })} />
      )}
      {action === 'set' && (
        <TextField
          label={translate('gs.replay.value')}
          value={draft.value}
          onChange={(event) => onChange({ value: event.target.value })}
          slotProps={{ htmlInput: { maxLength: 1000 } }}
          sx={FLEX}
        />
      )}
      {action === 'readTime' && (
        <TextField
          label={translate('gs.replay.format')}
          placeholder="dd/MM/yyyy HH:mm"
          value={draft.format}
          onChange={(event) => onChange({ format: event.target.value })}
          slotProps={{ htmlInput: { maxLength: 100 }, inputLabel: { shrink: true } }}
          sx={FLEX}
        />
      )}
    </>
  );
}

const FLEX = { flex: { xs: '1 1 100%', sm: '1 1 150px' } };

/** Any path may be typed; the fields of an event are offered. */
function PathField(props: { label: string; value: string; onChange(path: string): void }) {
  return (
    <Autocomplete
      freeSolo
      disableClearable
      options={FIELDS}
      inputValue={props.value}
      onInputChange={(_event, path) => props.onChange(path)}
      sx={FLEX}
      renderInput={(params) => <TextField {...params} label={props.label} />}
    />
  );
}
