import Button from '@mui/material/Button';
import DialogActions from '@mui/material/DialogActions';
import type { ReactNode } from 'react';
import { useTranslate } from 'react-admin';

interface Props {
  onClose(): void;
  /** What else can be done. */
  children?: ReactNode;
}

/** The end of a dialog to look at. */
export function CloseActions({ onClose, children }: Props) {
  const translate = useTranslate();
  return (
    <DialogActions>
      {children}
      <Button onClick={onClose} color="inherit">
        {translate('gs.action.close')}
      </Button>
    </DialogActions>
  );
}
