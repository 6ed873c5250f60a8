import type { Role } from '@groundswell/contracts';
import Alert from '@mui/material/Alert';
import Dialog from '@mui/material/Dialog';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useNotify, useTranslate } from 'react-admin';
import { SaveActions } from '../feedback/SaveActions.js';
import { request } from '../api/http.js';
import type { Member } from '../api/types.js';
import { useErrorText } from '../feedback/ErrorState.js';
import { useProject } from '../projects/ProjectContext.js';
import { RoleField } from './RoleField.js';
import { SecretDialogBody } from './SecretDialogBody.js';

type Added = Member & { password?: string };

/** Adds a person; where there was no account, its first password is shown this once. */
export function AddMemberDialog({ onAdded, onClose }: { onAdded(): void; onClose(): void }) {
  const translate = useTranslate();
  const notify = useNotify();
  const { project } = useProject();
  const adding = useMutation({
    mutationFn: (values: { email: string; name?: string; role: Role }) =>
      request<Added>(`projects/${project.id}/members`, { method: 'POST', body: values }),
    onSuccess: ({ email, password }) => {
      onAdded();
      if (password) return;
      notify('gs.members.added', { type: 'success', messageArgs: { email } });
      onClose();
    },
  });
  const added = adding.data;
  return (
    <Dialog open onClose={added?.password ? undefined : onClose} maxWidth="xs" fullWidth>
      {added?.password ? (
        <SecretDialogBody
          title={translate('gs.members.password', { email: added.email })}
          text={translate('gs.members.passwordText')}
          secret={added.password}
          onClose={onClose}
        />
      ) : (
        <AddForm error={adding.error} isBusy={adding.isPending} onSubmit={adding.mutate} onClose={onClose} />
      )}
    </Dialog>
  );
}

interface FormProps {
  error: Error | null;
  isBusy: boolean;
  onSubmit(values: { email: string; name?: string; role: Role }): void;
  onClose(): void;
}

function AddForm({ error, isBusy, onSubmit, onClose }: FormProps) {
  const translate = useTranslate();
  const errorText = useErrorText();
  const [email, setEmail] = useState('');
  const [name, setName] = useState('');
  const [role, setRole] = useState<Role>('viewer');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSubmit({ email: email.trim(), role, ...(name.trim() && { name: name.trim() }) });
  };
  return (
    <form onSubmit={submit}>
      <DialogTitle>{translate('gs.members.addTitle')}</DialogTitle>
      <DialogContent>
        <Stack spacing={2} sx={{ pt: 1 }}>
          {error && <Alert severity="error">{errorText(error)}</Alert>}
          <TextField
            autoFocus
            required
            type="email"
            label={translate('gs.members.email')}
            value={email}
            onChange={(event) => setEmail(event.target.value)}
          />
          <TextField
            label={translate('gs.members.name')}
            helperText={translate('gs.members.nameHelp')}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
          <RoleField
            value={role}
            label={translate('gs.members.role')}
            visibleLabel={translate('gs.members.role')}
            onChange={setRole}
          />
        </Stack>
      </DialogContent>
      <SaveActions
        label={translate('gs.members.add')}
        isReady={email.trim() !== ''}
        isSaving={isBusy}
        onClose={onClose}
      />
    </form>
  );
}
