import Alert from '@mui/material/Alert';
import Dialog from '@mui/material/Dialog';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import MenuItem from '@mui/material/MenuItem';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslate } from 'react-admin';
import { SaveActions } from '../../feedback/SaveActions.js';
import { useErrorText } from '../../feedback/ErrorState.js';
import type { NewKeyWishes } from './useKeys.js';

type Gives = 'rules' | 'answers' | 'members';
const GIVES: Gives[] = ['rules', 'answers', 'members'];

interface Props {
  title: string;
  confirm: string;
  name?: string;
  /** A new client key is asked for its environment and for what it gives out. */
  isNewClientKey: boolean;
  /** Stays open with the error when it rejects. */
  onSubmit(wishes: NewKeyWishes): Promise<unknown>;
  onClose(): void;
}

/** What a key is for: asked when one is made, and to call it something else. */
export function KeyDialog({ title, confirm, name: before = '', isNewClientKey, onSubmit, onClose }: Props) {
  const translate = useTranslate();
  const errorText = useErrorText();
  const [name, setName] = useState(before);
  const [environment, setEnvironment] = useState('production');
  const [gives, setGives] = useState<Gives>('rules');
  const saving = useMutation({ mutationFn: onSubmit, onSuccess: onClose });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    saving.mutate({
      name: name.trim(),
      environment: environment.trim(),
      remoteOnly: gives === 'answers',
      givesMembers: gives === 'members',
    });
  };
  return (
    <Dialog open onClose={onClose} maxWidth="xs" fullWidth>
      <form onSubmit={submit}>
        <DialogTitle>{title}</DialogTitle>
        <DialogContent>
          <Stack spacing={2} sx={{ pt: 1 }}>
            {saving.error && <Alert severity="error">{errorText(saving.error)}</Alert>}
            <TextField
              autoFocus
              label={translate('gs.keys.name')}
              helperText={translate('gs.keys.nameHelp')}
              value={name}
              onChange={({ target }) => setName(target.value)}
              slotProps={{ htmlInput: { maxLength: 100 } }}
            />
            {isNewClientKey && (
              <TextField
                required
                label={translate('gs.flags.environment')}
                value={environment}
                onChange={({ target }) => setEnvironment(target.value)}
              />
            )}
            {isNewClientKey && (
              <TextField
                select
                label={translate('gs.keys.gives')}
                helperText={translate(`gs.keys.givesHelp.${gives}`)}
                value={gives}
                onChange={({ target }) => setGives(target.value as Gives)}
              >
                {GIVES.map((one) => (
                  <MenuItem key={one} value={one}>
                    {translate(`gs.keys.givesName.${one}`)}
                  </MenuItem>
                ))}
              </TextField>
            )}
          </Stack>
        </DialogContent>
        <SaveActions label={confirm} isSaving={saving.isPending} onClose={onClose} />
      </form>
    </Dialog>
  );
}
