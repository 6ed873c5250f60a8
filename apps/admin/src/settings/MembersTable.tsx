import type { Role } from '@groundswell/contracts';
import DeleteIcon from '@mui/icons-material/PersonRemoveOutlined';
import Chip from '@mui/material/Chip';
import IconButton from '@mui/material/IconButton';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { useDelete, useNotify, useTranslate, useUpdate } from 'react-admin';
import type { Member } from '../api/types.js';
import { useMe } from '../auth/session.js';
import { ConfirmDialog } from '../feedback/ConfirmDialog.js';
import { useErrorText } from '../feedback/ErrorState.js';
import { useFormat } from '../i18n/useFormat.js';
import { useProject } from '../projects/ProjectContext.js';
import { RoleField } from './RoleField.js';

const WIDE_ONLY = { display: { xs: 'none', sm: 'table-cell' } };

export function MembersTable({ members, onChanged }: { members: Member[]; onChanged(): void }) {
  const translate = useTranslate();
  const notify = useNotify();
  const errorText = useErrorText();
  const { project } = useProject();
  const resource = `projects/${project.id}/members`;
  const [update] = useUpdate<Member>();
  const [remove] = useDelete<Member>();
  const [removing, setRemoving] = useState<Member | null>(null);
  const changeRole = (member: Member, role: Role) =>
    update(
      resource,
      { id: member.id, data: { role }, previousData: member },
      {
        mutationMode: 'pessimistic',
        onSuccess: () => {
          notify('gs.members.changed', { type: 'success' });
          onChanged();
        },
        onError: (error) => notify(errorText(error), { type: 'error' }),
      },
    );
  const removeMember = async (member: Member) => {
    await remove(
      resource,
      { id: member.id, previousData: member },
      { mutationMode: 'pessimistic', returnPromise: true, onError: () => undefined },
    );
    notify('gs.members.removed', { type: 'success' });
    onChanged();
  };
  return (
    <TableContainer>
      <Table size="small" aria-label={translate('gs.settings.members')}>
        <TableHead>
          <TableRow>
            <TableCell>{translate('gs.members.name')}</TableCell>
            <TableCell>{translate('gs.members.role')}</TableCell>
            <TableCell sx={WIDE_ONLY}>{translate('gs.members.since')}</TableCell>
            <TableCell padding="checkbox" />
          </TableRow>
        </TableHead>
        <TableBody>
          {members.map((member) => (
            <MemberRow
              key={member.id}
              member={member}
              onRole={(role) => void changeRole(member, role)}
              onRemove={() => setRemoving(member)}
            />
          ))}
        </TableBody>
      </Table>
      {removing && (
        <ConfirmDialog
          title={translate('gs.members.removeTitle', { email: removing.email })}
          text={translate('gs.members.removeText')}
          confirm={translate('gs.action.remove')}
          isDangerous
          onConfirm={() => removeMember(removing)}
          onClose={() => setRemoving(null)}
        />
      )}
    </TableContainer>
  );
}

function MemberRow({
  member,
  onRole,
  onRemove,
}: {
  member: Member;
  onRole(role: Role): void;
  onRemove(): void;
}) {
  const translate = useTranslate();
  const format = useFormat();
  const { data: me } = useMe();
  const { project, canManage } = useProject();
  // Owners are an owner's business.
  const mayChange = canManage && (member.role !== 'owner' || project.role === 'owner');
  return (
    <TableRow hover>
      <TableCell>
        <Typography variant="body2" sx={{ fontWeight: 600 }}>
          {member.name}
          {me?.id === member.id && <Chip size="small" label={translate('gs.members.you')} sx={{ ml: 1 }} />}
        </Typography>
        <Typography variant="caption" color="text.secondary" sx={{ overflowWrap: 'anywhere' }}>
          {member.email}
        </Typography>
      </TableCell>
      <TableCell>
        {mayChange ? (
          <RoleField
            value={member.role}
            label={translate('gs.members.roleOf', { email: member.email })}
            onChange={onRole}
          />
        ) : (
          translate(`gs.role.${member.role}`)
        )}
      </TableCell>
      <TableCell sx={{ ...WIDE_ONLY, color: 'text.secondary' }}>{format.date(member.createdAt)}</TableCell>
      <TableCell padding="checkbox">
        {mayChange && (
          <IconButton
            aria-label={translate('gs.members.removeLabel', { email: member.email })}
            onClick={onRemove}
          >
            <DeleteIcon fontSize="small" />
          </IconButton>
        )}
      </TableCell>
    </TableRow>
  );
}
