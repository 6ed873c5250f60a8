import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogContentText from '@mui/material/DialogContentText';
import DialogTitle from '@mui/material/DialogTitle';
import { useMutation } from '@tanstack/react-query';
import { useTranslate } from 'react-admin';
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
  const translate = useTranslate();
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
      <DialogActions>
        <Button onClick={onClose} color="inherit">
          {translate('gs.action.cancel')}
        </Button>
        <Button
          variant="contained"
          color={isDangerous ? 'error' : 'primary'}
          loading={action.isPending}
          onClick={() => action.mutate()}
          autoFocus
        >
          {confirm}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
