import Alert from '@mui/material/Alert';
import Dialog from '@mui/material/Dialog';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import MenuItem from '@mui/material/MenuItem';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import { SaveActions } from '../feedback/SaveActions.js';
import { request } from '../api/http.js';
import type { ApiToken } from '../api/types.js';
import { useErrorText } from '../feedback/ErrorState.js';
import { SecretDialogBody } from '../settings/SecretDialogBody.js';

const LIFETIMES = [30, 90, 365];
const NEVER = 0;
const DAY_MS = 86_400_000;

export function NewTokenDialog({ onCreated, onClose }: { onCreated(): void; onClose(): void }) {
  const translate = useTranslate();
  const errorText = useErrorText();
  const [name, setName] = useState('');
  const [mayWrite, setMayWrite] = useState(false);
  const [days, setDays] = useState(90);
  const creating = useMutation({
    mutationFn: () =>
      request<ApiToken & { token: string }>('auth/tokens', {
        method: 'POST',
        body: {
          name: name.trim(),
          scopes: mayWrite ? ['read', 'write'] : ['read'],
          expiresAt: days === NEVER ? null : new Date(Date.now() + days * DAY_MS).toISOString(),
        },
      }),
    onSuccess: onCreated,
  });
  if (creating.data) {
    return (
      <Dialog open maxWidth="sm" fullWidth>
        <SecretDialogBody
          title={translate('gs.profile.tokenReady')}
          text={translate('gs.profile.tokenOnce')}
          secret={creating.data.token}
          onClose={onClose}
        />
      </Dialog>
    );
  }
  return (
    <Dialog open onClose={onClose} maxWidth="xs" fullWidth>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          creating.mutate();
        }}
      >
        <DialogTitle>{translate('gs.profile.newToken')}</DialogTitle>
        <DialogContent>
          <Stack spacing={2} sx={{ pt: 1 }}>
            {creating.error && <Alert severity="error">{errorText(creating.error)}</Alert>}
            <TextField
              autoFocus
              required
              label={translate('gs.profile.tokenName')}
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
            <TextField
              select
              label={translate('gs.profile.scopes')}
              value={mayWrite ? 'write' : 'read'}
              onChange={(event) => setMayWrite(event.target.value === 'write')}
            >
              <MenuItem value="read">{translate('gs.profile.scopeRead')}</MenuItem>
              <MenuItem value="write">{translate('gs.profile.scopeWrite')}</MenuItem>
            </TextField>
            <TextField
              select
              label={translate('gs.profile.expires')}
              value={days}
              onChange={(event) => setDays(Number(event.target.value))}
            >
              {LIFETIMES.map((lifetime) => (
                <MenuItem key={lifetime} value={lifetime}>
                  {translate('gs.profile.inDays', { smart_count: lifetime })}
                </MenuItem>
              ))}
              <MenuItem value={NEVER}>{translate('gs.profile.never')}</MenuItem>
            </TextField>
          </Stack>
        </DialogContent>
        <SaveActions
          label={translate('gs.action.create')}
          isReady={name.trim() !== ''}
          isSaving={creating.isPending}
          onClose={onClose}
        />
      </form>
    </Dialog>
  );
}
