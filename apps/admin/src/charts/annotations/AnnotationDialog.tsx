import { ANNOTATION_KINDS, type Annotation, type AnnotationKind } from '@groundswell/contracts';
import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import MenuItem from '@mui/material/MenuItem';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import { type FormEvent, useState } from 'react';
import { useTranslate } from 'react-admin';
import { SaveActions } from '../../feedback/SaveActions.js';
import { useErrorText } from '../../feedback/ErrorState.js';
import { isDay } from '../../range/local-date.js';
import { useAnnotationWrites } from './useAnnotations.js';

interface Props {
  /** Null for a new one, which begins with `date`. */
  existing: Annotation | null;
  date: string;
  onClose(): void;
}

export function AnnotationDialog({ existing, date: firstDate, onClose }: Props) {
  const translate = useTranslate();
  const errorText = useErrorText();
  const [date, setDate] = useState(existing?.date ?? firstDate);
  const [kind, setKind] = useState<AnnotationKind>(existing?.kind ?? 'note');
  const [text, setText] = useState(existing?.text ?? '');
  const { save, remove } = useAnnotationWrites(existing);
  const error = save.error ?? remove.error;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate({ date, kind, text: text.trim() }, { onSuccess: onClose });
  };
  return (
    <Dialog open onClose={onClose} maxWidth="xs" fullWidth data-testid="annotation-dialog">
      <form onSubmit={submit}>
        <DialogTitle>{translate(existing ? 'gs.annotations.edit' : 'gs.annotations.add')}</DialogTitle>
        <DialogContent>
          <Stack spacing={2} sx={{ pt: 1 }}>
            {error && <Alert severity="error">{errorText(error)}</Alert>}
            <Stack direction="row" spacing={2}>
              <TextField
                type="date"
                required
                fullWidth
                label={translate('gs.annotations.date')}
                value={date}
                onChange={(event) => setDate(event.target.value)}
                slotProps={{ inputLabel: { shrink: true } }}
              />
              <TextField
                select
                fullWidth
                label={translate('gs.annotations.kind')}
                value={kind}
                onChange={(event) => setKind(event.target.value as AnnotationKind)}
              >
                {ANNOTATION_KINDS.map((one) => (
                  <MenuItem key={one} value={one}>
                    {translate(`gs.annotations.${one}`)}
                  </MenuItem>
                ))}
              </TextField>
            </Stack>
            <TextField
              autoFocus
              required
              multiline
              maxRows={4}
              label={translate('gs.annotations.text')}
              helperText={translate('gs.annotations.help')}
              value={text}
              onChange={(event) => setText(event.target.value)}
              slotProps={{ htmlInput: { maxLength: 500 } }}
            />
          </Stack>
        </DialogContent>
        <SaveActions isReady={isDay(date) && text.trim() !== ''} isSaving={save.isPending} onClose={onClose}>
          {existing && (
            <Button
              color="error"
              loading={remove.isPending}
              onClick={() => remove.mutate(undefined, { onSuccess: onClose })}
              sx={{ mr: 'auto' }}
            >
              {translate('gs.action.delete')}
            </Button>
          )}
        </SaveActions>
      </form>
    </Dialog>
  );
}
