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
import { useNotify, useStore, useTranslate } from 'react-admin';
import { useNavigate } from 'react-router-dom';
import { request } from '../api/http.js';
import { queryClient } from '../api/query-client.js';
import type { ProjectView } from '../api/types.js';
import { useErrorText } from '../feedback/ErrorState.js';
import { useFormat } from '../i18n/useFormat.js';
import { PROJECTS_KEY } from '../projects/useProjects.js';

interface Props {
  project: ProjectView;
  onClose(): void;
}

/** Says what goes, and lets nobody delete by a slip: the name has to be typed. */
export function DeleteProjectDialog({ project, onClose }: Props) {
  const translate = useTranslate();
  const errorText = useErrorText();
  const [typed, setTyped] = useState('');
  const deleting = useDeleting(project);
  // Names are trimmed when they are kept, so a copied one may bring a space along.
  const isSure = typed.trim() === project.name;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isSure) deleting.mutate();
  };
  return (
    <Dialog open onClose={onClose} maxWidth="sm" fullWidth data-testid="delete-project-dialog">
      <Box component="form" onSubmit={submit}>
        <DialogTitle sx={{ overflowWrap: 'anywhere' }}>
          {translate('gs.deletion.title', { name: project.name })}
        </DialogTitle>
        <DialogContent>
          <Stack spacing={2}>
            <WhatGoes project={project} />
            <Alert severity="warning">{translate('gs.deletion.final')}</Alert>
            <TextField
              autoFocus
              autoComplete="off"
              label={translate('gs.deletion.typeName')}
              helperText={translate('gs.deletion.typeNameHelp', { name: project.name })}
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
              slotProps={{ formHelperText: { sx: { overflowWrap: 'anywhere' } } }}
            />
            {deleting.error && <Alert severity="error">{errorText(deleting.error)}</Alert>}
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
            disabled={!isSure}
            loading={deleting.isPending}
          >
            {translate('gs.deletion.confirm')}
          </Button>
        </DialogActions>
      </Box>
    </Dialog>
  );
}

function WhatGoes({ project: { firstDay, lastDay, demo } }: { project: ProjectView }) {
  const translate = useTranslate();
  const format = useFormat();
  const events =
    firstDay && lastDay
      ? translate('gs.deletion.goesEvents', { from: format.day(firstDay), to: format.day(lastDay) })
      : translate('gs.deletion.goesNoEvents');
  const lines = [
    events,
    translate('gs.deletion.goesPeople'),
    translate('gs.deletion.goesWork'),
    translate('gs.deletion.goesKeys'),
    translate('gs.deletion.goesLinks'),
    ...(demo ? [translate('gs.deletion.goesDemo')] : []),
  ];
  return (
    <Box>
      <Typography>{translate('gs.deletion.goes')}</Typography>
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

/** Afterwards the home page finds another project, or offers to make one. */
function useDeleting({ id, name }: ProjectView) {
  const notify = useNotify();
  const navigate = useNavigate();
  const [, remember] = useStore<number | undefined>('gs.lastProject');
  return useMutation({
    mutationFn: () => request(`projects/${id}`, { method: 'DELETE' }),
    onSuccess: async () => {
      remember(undefined);
      await queryClient.invalidateQueries({ queryKey: PROJECTS_KEY, refetchType: 'all' });
      await navigate('/', { replace: true });
      notify('gs.deletion.done', { type: 'success', messageArgs: { name } });
    },
  });
}
