import type { Role } from '@groundswell/contracts';
import ListItemText from '@mui/material/ListItemText';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { useTranslate } from 'react-admin';
import { useProject } from '../projects/ProjectContext.js';

const ROLES = ['owner', 'admin', 'analyst', 'marketer', 'viewer'] as const satisfies readonly Role[];

interface Props {
  value: Role;
  /** For screen readers; given as `visibleLabel` it is also shown. */
  label: string;
  visibleLabel?: string;
  onChange(role: Role): void;
}

/** A role, each with what it may do. Only owners make owners. */
export function RoleField({ value, label, visibleLabel, onChange }: Props) {
  const translate = useTranslate();
  const { project } = useProject();
  return (
    <TextField
      select
      label={visibleLabel}
      value={value}
      onChange={(event) => onChange(event.target.value as Role)}
      slotProps={{
        htmlInput: { 'aria-label': label },
        select: { renderValue: (role) => translate(`gs.role.${role as Role}`) },
      }}
      sx={{ minWidth: 128 }}
    >
      {ROLES.map((role) => (
        <MenuItem key={role} value={role} disabled={role === 'owner' && project.role !== 'owner'}>
          <ListItemText
            primary={translate(`gs.role.${role}`)}
            secondary={translate(`gs.members.help.${role}`)}
            slotProps={{ primary: { variant: 'body2' }, secondary: { variant: 'caption' } }}
          />
        </MenuItem>
      ))}
    </TextField>
  );
}
