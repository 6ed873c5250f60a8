import Button from '@mui/material/Button';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import { ErasePersonDialog } from './ErasePersonDialog.js';
import type { Person } from './types.js';

export function ErasePersonButton({ person }: { person: Person }) {
  const translate = useTranslate();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button variant="outlined" onClick={() => setOpen(true)} sx={{ color: 'error.main' }}>
        {translate('gs.erasure.erase')}
      </Button>
      {isOpen && <ErasePersonDialog person={person} onClose={() => setOpen(false)} />}
    </>
  );
}
