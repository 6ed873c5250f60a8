import type { Cohort } from '@groundswell/contracts';
import Alert from '@mui/material/Alert';
import Dialog from '@mui/material/Dialog';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import FormControlLabel from '@mui/material/FormControlLabel';
import Stack from '@mui/material/Stack';
import Switch from '@mui/material/Switch';
import { useState } from 'react';
import { useNotify, useTranslate } from 'react-admin';
import { useErrorText } from '../feedback/ErrorState.js';
import { SaveActions } from '../feedback/SaveActions.js';
import { type GivenIds, IdsField, isGiven } from './IdsField.js';
import { useCohortWrites } from './useCohorts.js';

/** More ids for a list, or others. */
export function AddIdsDialog({ cohort, onClose }: { cohort: Cohort; onClose(): void }) {
  const translate = useTranslate();
  const notify = useNotify();
  const errorText = useErrorText();
  const { addIds } = useCohortWrites();
  const [ids, setIds] = useState<GivenIds>('');
  const [replace, setReplace] = useState(false);
  const submit = () =>
    addIds.mutate(
      { id: cohort.id, ids, replace },
      {
        onSuccess: ({ added }) => {
          notify('gs.cohorts.added', { type: 'success', messageArgs: { smart_count: added } });
          onClose();
        },
      },
    );
  return (
    <Dialog open onClose={addIds.isPending ? undefined : onClose} maxWidth="sm" fullWidth>
      <DialogTitle>{translate('gs.cohorts.addIds')}</DialogTitle>
      <DialogContent>
        <Stack gap={1.5} sx={{ pt: 1 }}>
          {addIds.error && <Alert severity="error">{errorText(addIds.error)}</Alert>}
          <IdsField ids={ids} onChange={setIds} />
          <FormControlLabel
            control={<Switch checked={replace} onChange={(_event, on) => setReplace(on)} />}
            label={translate('gs.cohorts.replace')}
          />
        </Stack>
      </DialogContent>
      <SaveActions
        label={translate(replace ? 'gs.cohorts.replaceIds' : 'gs.cohorts.addIds')}
        isDangerous={replace}
        isReady={isGiven(ids)}
        isSaving={addIds.isPending}
        onSave={submit}
        onClose={onClose}
      />
    </Dialog>
  );
}
