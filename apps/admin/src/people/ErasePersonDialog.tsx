import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useNotify, useTranslate } from 'react-admin';
import { useNavigate } from 'react-router-dom';
import { request } from '../api/http.js';
import { useErrorText } from '../feedback/ErrorState.js';
import { useFormat } from '../i18n/useFormat.js';
import { useProject } from '../projects/ProjectContext.js';
import { personName } from './person-name.js';
import type { Person } from './types.js';

/** Says what goes, and lets nobody erase by a slip: the id has to be typed. */
export function ErasePersonDialog({ person, onClose }: { person: Person; onClose(): void }) {
  const translate = useTranslate();
  const errorText = useErrorText();
  const [typed, setTyped] = useState('');
  const [reason, setReason] = useState('');
  const erasing = useErasing(person, onClose);
  const id = person.distinctIds[0] ?? String(person.personId);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (typed === id) erasing.mutate(reason.trim());
  };
  return (
    <Dialog open onClose={onClose} maxWidth="sm" fullWidth data-testid="erase-dialog">
      <Box component="form" onSubmit={submit}>
        <DialogTitle sx={{ overflowWrap: 'anywhere' }}>
          {translate('gs.erasure.title', { name: personName(person) })}
        </DialogTitle>
        <DialogContent>
          <Stack spacing={2}>
            <WhatGoes person={person} />
            <Alert severity="warning">{translate('gs.erasure.final')}</Alert>
            <TextField
              autoFocus
              autoComplete="off"
              label={translate('gs.erasure.typeId')}
              helperText={translate('gs.erasure.typeIdHelp', { id })}
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
              slotProps={{ formHelperText: { sx: { overflowWrap: 'anywhere' } } }}
            />
            <TextField
              label={translate('gs.erasure.reason')}
              helperText={translate('gs.erasure.reasonHelp')}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
              slotProps={{ htmlInput: { maxLength: 200 } }}
            />
            {erasing.error && <Alert severity="error">{errorText(erasing.error)}</Alert>}
          </Stack>
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose} color="inherit">
            {translate('gs.action.cancel')}
          </Button>
          <Button
            type="submit"
            variant="contained"
            color="error"
            disabled={typed !== id}
            loading={erasing.isPending}
          >
            {translate('gs.erasure.confirm')}
          </Button>
        </DialogActions>
      </Box>
    </Dialog>
  );
}

function WhatGoes({ person }: { person: Person }) {
  const translate = useTranslate();
  const format = useFormat();
  const counts = {
    events: format.number(person.events),
    ids: format.number(person.distinctIdCount),
    people: format.number(person.mergedPersonIds.length),
  };
  const lines = [
    translate('gs.erasure.goesEvents', counts),
    translate('gs.erasure.goesIds', counts),
    ...(person.mergedPersonIds.length > 0 ? [translate('gs.erasure.goesMerged', counts)] : []),
    translate('gs.erasure.goesLogs'),
  ];
  return (
    <Box>
      <Typography>{translate('gs.erasure.goes')}</Typography>
      <Box component="ul" sx={{ my: 0.5, pl: 2.5 }}>
        {lines.map((line) => (
          <Typography component="li" key={line}>
            {line}
          </Typography>
        ))}
      </Box>
    </Box>
  );
}

function useErasing(person: Person, onClose: () => void) {
  const notify = useNotify();
  const navigate = useNavigate();
  const { project } = useProject();
  return useMutation({
    mutationFn: (reason: string) =>
      request(`projects/${project.id}/erasures`, {
        method: 'POST',
        body: { personId: person.personId, ...(reason !== '' && { reason }) },
      }),
    onSuccess: () => {
      onClose();
      notify('gs.erasure.requested', { type: 'success' });
      // Where it can be followed: the person's own page will soon have nobody to show.
      void navigate(`/p/${project.id}/settings/data`);
    },
  });
}
