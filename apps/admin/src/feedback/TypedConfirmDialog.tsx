import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Dialog from '@mui/material/Dialog';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { type FormEvent, type ReactNode, useState } from 'react';
import { SaveActions } from './SaveActions.js';
import { useErrorText } from './ErrorState.js';

interface Props {
  title: string;
  /** What goes, beginning with a sentence that the list follows. */
  goes: string;
  lines: string[];
  /** That it is for good. */
  final: string;
  /** What has to be typed; a copied one may bring a space along. */
  word: string;
  label: string;
  help: string;
  confirm: string;
  testId: string;
  action: { error: Error | null; isPending: boolean };
  /** Further fields. */
  children?: ReactNode;
  onConfirm(): void;
  onClose(): void;
}

/** Says what goes, and lets nobody do what cannot be undone by a slip: a word has to be typed. */
export function TypedConfirmDialog(props: Props) {
  const { title, final, word, label, help, confirm, testId, action, children, onConfirm, onClose } = props;
  const errorText = useErrorText();
  const [typed, setTyped] = useState('');
  const isSure = typed.trim() === word.trim();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isSure) onConfirm();
  };
  return (
    <Dialog open onClose={onClose} maxWidth="sm" fullWidth data-testid={testId}>
      <Box component="form" onSubmit={submit}>
        <DialogTitle sx={{ overflowWrap: 'anywhere' }}>{title}</DialogTitle>
        <DialogContent>
          <Stack spacing={2}>
            <WhatGoes {...props} />
            <Alert severity="warning">{final}</Alert>
            <TextField
              autoFocus
              autoComplete="off"
              label={label}
              helperText={help}
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
              slotProps={{ formHelperText: { sx: { overflowWrap: 'anywhere' } } }}
            />
            {children}
            {action.error && <Alert severity="error">{errorText(action.error)}</Alert>}
          </Stack>
        </DialogContent>
        <SaveActions
          label={confirm}
          isReady={isSure}
          isSaving={action.isPending}
          isDangerous
          onClose={onClose}
        />
      </Box>
    </Dialog>
  );
}

function WhatGoes({ goes, lines }: Pick<Props, 'goes' | 'lines'>) {
  return (
    <Box>
      <Typography>{goes}</Typography>
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
