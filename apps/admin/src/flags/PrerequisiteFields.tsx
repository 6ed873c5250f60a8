import AddIcon from '@mui/icons-material/Add';
import DeleteIcon from '@mui/icons-material/DeleteOutlined';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import MenuItem from '@mui/material/MenuItem';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import { useTranslate } from 'react-admin';
import { useExperimentList } from '../experiments/useExperiments.js';
import type { PrerequisiteForm } from './flag-form.js';
import { useFlags } from './useFlags.js';

interface Props {
  /** Key of the flag itself, which cannot wait for itself. */
  own: string;
  all: PrerequisiteForm[];
  isWrong(place: number): boolean;
  onChange(all: PrerequisiteForm[]): void;
}

const MOST = 200;

/** Flags and experiments whose values are looked at first. */
export function PrerequisiteFields({ own, all, isWrong, onChange }: Props) {
  const translate = useTranslate();
  const flags = useFlags().data ?? [];
  const experiments = useExperimentList({}, 1, MOST).data?.data ?? [];
  const known = [...flags.filter(({ archivedAt }) => !archivedAt), ...experiments].map(({ key }) => key);
  const keys = [...new Set([...known, ...all.map(({ key }) => key)])].filter((key) => key && key !== own);
  const replace = (place: number, change: Partial<PrerequisiteForm>) =>
    onChange(all.map((one, at) => (at === place ? { ...one, ...change } : one)));
  if (keys.length === 0) return null;
  return (
    <>
      {all.map((one, place) => (
        <Stack key={place} direction={{ xs: 'column', sm: 'row' }} gap={1.5} alignItems={{ sm: 'center' }}>
          <TextField
            select
            fullWidth
            size="small"
            label={translate('gs.flags.waitsFor')}
            value={one.key}
            error={isWrong(place) && one.key === ''}
            onChange={({ target }) => replace(place, { key: target.value })}
          >
            {keys.map((key) => (
              <MenuItem key={key} value={key}>
                {key}
              </MenuItem>
            ))}
          </TextField>
          <TextField
            fullWidth
            size="small"
            label={translate('gs.flags.waitCondition')}
            value={one.condition}
            error={isWrong(place) && one.key !== ''}
            onChange={({ target }) => replace(place, { condition: target.value })}
            slotProps={{ htmlInput: { spellCheck: false } }}
          />
          <IconButton
            size="small"
            onClick={() => onChange(all.filter((_one, at) => at !== place))}
            aria-label={translate('gs.action.remove')}
          >
            <DeleteIcon fontSize="small" />
          </IconButton>
        </Stack>
      ))}
      <Button
        size="small"
        startIcon={<AddIcon />}
        onClick={() => onChange([...all, { key: '', condition: '{"value": true}' }])}
        sx={{ alignSelf: 'flex-start' }}
      >
        {translate('gs.flags.addWait')}
      </Button>
    </>
  );
}
