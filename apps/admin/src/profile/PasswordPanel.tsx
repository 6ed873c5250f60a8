import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useNotify, useTranslate } from 'react-admin';
import { request } from '../api/http.js';
import { useErrorText } from '../feedback/ErrorState.js';
import { Panel } from '../layout/Panel.js';

const SHORTEST = 8;

export function PasswordPanel() {
  const translate = useTranslate();
  const notify = useNotify();
  const errorText = useErrorText();
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const saving = useMutation({
    mutationFn: () =>
      request('auth/me', { method: 'PATCH', body: { password: next, currentPassword: current } }),
    onSuccess: () => {
      setCurrent('');
      setNext('');
      notify('gs.profile.passwordChanged', { type: 'success' });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    saving.mutate();
  };
  return (
    <Panel title={translate('gs.profile.passwordTitle')}>
      <Stack component="form" spacing={2} sx={{ pt: 1 }} onSubmit={submit}>
        {saving.error && <Alert severity="error">{errorText(saving.error)}</Alert>}
        <TextField
          type="password"
          autoComplete="current-password"
          label={translate('gs.profile.currentPassword')}
          value={current}
          onChange={(event) => setCurrent(event.target.value)}
        />
        <TextField
          type="password"
          autoComplete="new-password"
          label={translate('gs.profile.newPassword')}
          helperText={translate('gs.profile.newPasswordHelp')}
          value={next}
          onChange={(event) => setNext(event.target.value)}
        />
        <Stack direction="row">
          <Button
            type="submit"
            variant="contained"
            disabled={current === '' || next.length < SHORTEST}
            loading={saving.isPending}
          >
            {translate('gs.profile.changePassword')}
          </Button>
        </Stack>
      </Stack>
    </Panel>
  );
}
