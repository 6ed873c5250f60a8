import Alert from '@mui/material/Alert';
import Dialog from '@mui/material/Dialog';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useNotify, useTranslate } from 'react-admin';
import { useNavigate } from 'react-router-dom';
import { SaveActions } from '../feedback/SaveActions.js';
import { request } from '../api/http.js';
import { useErrorText } from '../feedback/ErrorState.js';
import { useProject } from '../projects/ProjectContext.js';
import { MergePreviewPanel } from './MergePreviewPanel.js';
import { PersonField } from './PersonField.js';
import type { MergePreview, Person } from './types.js';
import { useMergeChange } from './useMergeChange.js';

/** Finds the other person, shows what the merge would do, and does it. */
export function MergeDialog({ person, onClose }: { person: Person; onClose(): void }) {
  const translate = useTranslate();
  const errorText = useErrorText();
  const [other, setOther] = useState<Person | null>(null);
  const [isKept, setKept] = useState(true);
  const [reason, setReason] = useState('');
  const ids = isKept ? [other, person] : [person, other];
  const pair = other && { from: ids[0]!.personId, into: ids[1]!.personId };
  const preview = usePreview(pair);
  const merging = useMerging(onClose);
  const error = preview.error ?? merging.error;
  return (
    <Dialog open onClose={onClose} maxWidth="sm" fullWidth data-testid="merge-dialog">
      <DialogTitle>{translate('gs.people.mergeTitle')}</DialogTitle>
      <DialogContent>
        <Stack spacing={2} sx={{ pt: 0.5 }}>
          <Typography color="text.secondary">{translate('gs.people.mergeText')}</Typography>
          <PersonField value={other} notPersonId={person.personId} onChange={setOther} />
          {error && <Alert severity="error">{errorText(error)}</Alert>}
          {preview.data && (
            <>
              <MergePreviewPanel preview={preview.data} onSwap={() => setKept(!isKept)} />
              <TextField
                label={translate('gs.people.reason')}
                helperText={translate('gs.people.reasonHelp')}
                value={reason}
                onChange={(event) => setReason(event.target.value)}
                slotProps={{ htmlInput: { maxLength: 500 } }}
              />
            </>
          )}
        </Stack>
      </DialogContent>
      <SaveActions
        label={translate('gs.people.merge')}
        isReady={Boolean(pair && preview.data)}
        isSaving={merging.isPending || preview.isLoading}
        onSave={() => pair && merging.mutate({ ...pair, reason: reason.trim() || undefined })}
        onClose={onClose}
      />
    </Dialog>
  );
}

type Pair = { from: number; into: number };

function usePreview(pair: Pair | null) {
  const { project } = useProject();
  return useQuery({
    queryKey: ['mergePreview', project.id, pair],
    queryFn: ({ signal }) =>
      request<MergePreview>(`projects/${project.id}/persons/merges/preview`, {
        method: 'POST',
        body: pair,
        signal,
      }),
    enabled: pair !== null,
    staleTime: 0,
  });
}

function useMerging(onDone: () => void) {
  const notify = useNotify();
  const navigate = useNavigate();
  const changed = useMergeChange();
  const { project } = useProject();
  return useMutation({
    mutationFn: (body: Pair & { reason?: string }) =>
      request(`projects/${project.id}/persons/merges`, { method: 'POST', body }),
    onSuccess: async (_done, { into }) => {
      onDone();
      await navigate(`/p/${project.id}/people/${into}`);
      await changed();
      notify('gs.people.merged', { type: 'success' });
    },
  });
}
