import Button from '@mui/material/Button';
import DialogActions from '@mui/material/DialogActions';
import type { ReactNode } from 'react';
import { useTranslate } from 'react-admin';

interface Props {
  /** What the button says instead of "Save". */
  label?: string;
  isReady?: boolean;
  isSaving: boolean;
  /** What has begun cannot be left. */
  isHeld?: boolean;
  isDangerous?: boolean;
  /** One of the two has the focus: what is dangerous is not done by an Enter too many. */
  hasFocus?: boolean;
  testId?: string;
  /** Without it the button submits its form. */
  onSave?(): void;
  onClose(): void;
  /** Stands at the other end. */
  children?: ReactNode;
}

/** The end of a dialog that does something: leave it, or do it. */
export function SaveActions(props: Props) {
  const { label, isReady = true, isSaving, isHeld = false, isDangerous, hasFocus, testId, onSave } = props;
  const translate = useTranslate();
  return (
    <DialogActions>
      {props.children}
      <Button onClick={props.onClose} color="inherit" disabled={isHeld} autoFocus={hasFocus && isDangerous}>
        {translate('gs.action.cancel')}
      </Button>
      <Button
        type={onSave ? 'button' : 'submit'}
        variant="contained"
        color={isDangerous ? 'error' : 'primary'}
        disabled={!isReady}
        loading={isSaving}
        onClick={onSave}
        autoFocus={hasFocus && !isDangerous}
        data-testid={testId}
      >
        {label ?? translate('gs.action.save')}
      </Button>
    </DialogActions>
  );
}
