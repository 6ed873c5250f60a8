import Button from '@mui/material/Button';
import { useTranslate } from 'react-admin';
import { EmptyState } from './EmptyState.js';

export function BrokenPage() {
  const translate = useTranslate();
  return (
    <EmptyState title={translate('gs.error.title')} text={translate('gs.error.unexpected')}>
      <Button variant="outlined" onClick={() => window.location.reload()}>
        {translate('gs.error.reload')}
      </Button>
    </EmptyState>
  );
}
