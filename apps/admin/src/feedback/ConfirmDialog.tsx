import Alert from '@mui/material/Alert';
import Dialog from '@mui/material/Dialog';
import DialogContent from '@mui/material/DialogContent';
import DialogContentText from '@mui/material/DialogContentText';
import DialogTitle from '@mui/material/DialogTitle';
import { useMutation } from '@tanstack/react-query';
import { SaveActions } from './SaveActions.js';
import { useErrorText } from './ErrorState.js';

interface Props {
  title: string;
  text: string;
  confirm: string;
  isDangerous?: boolean;
  /** Stays open with the error when it rejects. */
  onConfirm(): Promise<unknown>;
  onClose(): void;
}

export function ConfirmDialog({ title, text, confirm, isDangerous, onConfirm, onClose }: Props) {
  const errorText = useErrorText();
  const action = useMutation({ mutationFn: onConfirm, onSuccess: onClose });
  return (
    <Dialog open onClose={onClose} maxWidth="xs" fullWidth>
      <DialogTitle>{title}</DialogTitle>
      <DialogContent>
        <DialogContentText variant="body1" sx={{ overflowWrap: 'anywhere' }}>
          {text}
        </DialogContentText>
        {action.error && (
          <Alert severity="error" sx={{ mt: 2 }}>
            {errorText(action.error)}
          </Alert>
        )}
      </DialogContent>
      <SaveActions
        label={confirm}
        isSaving={action.isPending}
        isDangerous={isDangerous}
        hasFocus
        onSave={() => action.mutate()}
        onClose={onClose}
      />
    </Dialog>
  );
}
