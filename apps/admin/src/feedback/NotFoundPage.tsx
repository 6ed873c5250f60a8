import Button from '@mui/material/Button';
import { useTranslate } from 'react-admin';
import { Link } from 'react-router-dom';
import { useDocumentTitle } from '../layout/useDocumentTitle.js';
import { EmptyState } from './EmptyState.js';

/** `isPart`: under the heading of a page of which only a part was not found. */
export function NotFoundPage({ isPart = false }: { isPart?: boolean }) {
  const translate = useTranslate();
  useDocumentTitle(translate('gs.error.notFoundTitle'));
  return (
    <EmptyState
      isPage={!isPart}
      title={translate('gs.error.notFoundTitle')}
      text={translate('gs.error.notFound')}
    >
      <Button component={Link} to="/" variant="outlined">
        {translate('gs.error.toOverview')}
      </Button>
    </EmptyState>
  );
}
