import Alert from '@mui/material/Alert';
import Dialog from '@mui/material/Dialog';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import TextField from '@mui/material/TextField';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslate } from 'react-admin';
import { useErrorText } from '../feedback/ErrorState.js';
import { SaveActions } from '../feedback/SaveActions.js';

interface Props {
  title: string;
  name?: string;
  /** Stays open with the error when it rejects. */
  onName(name: string): Promise<unknown>;
  onClose(): void;
}

/** Asks for the name of a dashboard. */
export function NameDialog({ title, name: before = '', onName, onClose }: Props) {
  const translate = useTranslate();
  const errorText = useErrorText();
  const [name, setName] = useState(before);
  const naming = useMutation({ mutationFn: onName, onSuccess: onClose });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    naming.mutate(name.trim());
  };
  return (
    <Dialog open onClose={onClose} maxWidth="xs" fullWidth>
      <form onSubmit={submit}>
        <DialogTitle>{title}</DialogTitle>
        <DialogContent>
          {naming.error && (
            <Alert severity="error" sx={{ mb: 2 }}>
              {errorText(naming.error)}
            </Alert>
          )}
          <TextField
            autoFocus
            required
            fullWidth
            label={translate('gs.dashboards.name')}
            value={name}
            onChange={({ target }) => setName(target.value)}
            slotProps={{ htmlInput: { maxLength: 200 } }}
            sx={{ mt: 1 }}
          />
        </DialogContent>
        <SaveActions isReady={name.trim() !== ''} isSaving={naming.isPending} onClose={onClose} />
      </form>
    </Dialog>
  );
}
