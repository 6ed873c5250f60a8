import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useNotify, useTranslate } from 'react-admin';
import { request } from '../api/http.js';
import { ME_KEY, queryClient } from '../api/query-client.js';
import type { Me } from '../api/types.js';
import { useErrorText } from '../feedback/ErrorState.js';
import { Panel } from '../layout/Panel.js';

export function AccountPanel({ me }: { me: Me }) {
  const translate = useTranslate();
  const notify = useNotify();
  const errorText = useErrorText();
  const [name, setName] = useState(me.name);
  const saving = useMutation({
    mutationFn: () => request<Me>('auth/me', { method: 'PATCH', body: { name: name.trim() } }),
    onSuccess: (saved) => {
      queryClient.setQueryData(ME_KEY, saved);
      notify('gs.profile.saved', { type: 'success' });
    },
  });
  const isChanged = name.trim() !== '' && name.trim() !== me.name;
  return (
    <Panel title={translate('gs.profile.account')}>
      <Stack
        component="form"
        spacing={2}
        sx={{ pt: 1 }}
        onSubmit={(event) => {
          event.preventDefault();
          saving.mutate();
        }}
      >
        {saving.error && <Alert severity="error">{errorText(saving.error)}</Alert>}
        <TextField label={translate('gs.profile.email')} value={me.email} disabled />
        <TextField
          label={translate('gs.profile.name')}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <Stack direction="row">
          <Button type="submit" variant="contained" disabled={!isChanged} loading={saving.isPending}>
            {translate('gs.action.save')}
          </Button>
        </Stack>
      </Stack>
    </Panel>
  );
}
