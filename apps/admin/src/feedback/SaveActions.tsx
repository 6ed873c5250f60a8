import Button from '@mui/material/Button';
import DialogActions from '@mui/material/DialogActions';
import { useTranslate } from 'react-admin';

interface Props {
  /** What the button says instead of "Save". */
  label?: string;
  isReady: boolean;
  isSaving: boolean;
  isDangerous?: boolean;
  testId?: string;
  /** Without it the button submits its form. */
  onSave?(): void;
  onClose(): void;
}

/** The end of a dialog with a form: leave it, or save it. */
export function SaveActions({ label, isReady, isSaving, isDangerous, testId, onSave, onClose }: Props) {
  const translate = useTranslate();
  return (
    <DialogActions>
      <Button onClick={onClose} color="inherit">
        {translate('gs.action.cancel')}
      </Button>
      <Button
        type={onSave ? 'button' : 'submit'}
        variant="contained"
        color={isDangerous ? 'error' : 'primary'}
        disabled={!isReady}
        loading={isSaving}
        onClick={onSave}
        data-testid={testId}
      >
        {label ?? translate('gs.action.save')}
      </Button>
    </DialogActions>
  );
}
