import ListSubheader from '@mui/material/ListSubheader';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';
import { useTranslate } from 'react-admin';
import { PLATFORM_NAMES } from '../charts/palette.js';
import { usePlatformName } from '../charts/usePlatformName.js';
import { FilterChips } from '../filters/FilterChips.js';
import { EventField } from './EventField.js';
import type { Side } from './retention-settings.js';

interface Props {
  side: Side;
  /** Of events. */
  names: string[];
  name: string;
  onChange(change: Partial<Side>): void;
  children?: ReactNode;
}

/** Whose retention: what makes a cohort, and what counts as coming back. */
export function SideFields({ side, names, name, onChange, children }: Props) {
  const translate = useTranslate();
  const label = (field: string) => translate(`gs.retention.${field}`);
  return (
    <>
      <Typography
        variant="body2"
        sx={{ fontWeight: 600, minWidth: { md: 56 }, width: { xs: '100%', md: 'auto' } }}
      >
        {name}
      </Typography>
      <EventField
        key={`cohort ${side.cohortEvent}`}
        label={label('cohortEvent')}
        value={side.cohortEvent}
        names={names}
        onChange={(cohortEvent) => onChange({ cohortEvent })}
      />
      <EventField
        key={`return ${side.returnEvent}`}
        label={label('returnEvent')}
        value={side.returnEvent}
        names={names}
        onChange={(returnEvent) => onChange({ returnEvent })}
      />
      {children}
      <PlatformField value={side.platform} onChange={(platform) => onChange({ platform })} />
      <FilterChips label={name} filters={side.filters} onChange={(filters) => onChange({ filters })} />
    </>
  );
}

const ALL = 'all';

function PlatformField({ value, onChange }: { value: string; onChange(value: string): void }) {
  const translate = useTranslate();
  const name = usePlatformName();
  return (
    <TextField
      select
      label={translate('gs.retention.platform')}
      value={value || ALL}
      onChange={(event) => onChange(event.target.value === ALL ? '' : event.target.value)}
      sx={{ width: { xs: 'calc(50% - 6px)', sm: 144 } }}
    >
      <MenuItem value={ALL}>{translate('gs.retention.allPlatforms')}</MenuItem>
      <ListSubheader sx={{ lineHeight: '28px', bgcolor: 'transparent' }}>
        {translate('gs.retention.platform')}
      </ListSubheader>
      {PLATFORM_NAMES.map((platform) => (
        <MenuItem key={platform} value={platform}>
          {name(platform)}
        </MenuItem>
      ))}
    </TextField>
  );
}
