import ErrorIcon from '@mui/icons-material/ErrorOutline';
import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { useLocaleState, useTranslate } from 'react-admin';
import { ApiError } from '../api/http.js';
import { problemText } from '../i18n/problem-text.js';

/** What went wrong, in the server's words, and a way to try again. */
export function ErrorState({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const translate = useTranslate();
  return (
    <Stack role="alert" alignItems="center" spacing={1} sx={{ px: 3, py: 5, textAlign: 'center' }}>
      <ErrorIcon sx={{ color: 'error.main', fontSize: 28 }} aria-hidden />
      <Typography variant="h2" component="p">
        {translate('gs.error.title')}
      </Typography>
      <Typography color="text.secondary" sx={{ maxWidth: 520, overflowWrap: 'anywhere' }}>
        {useErrorText()(error)}
      </Typography>
      {onRetry && (
        <Button variant="outlined" onClick={onRetry}>
          {translate('gs.action.retry')}
        </Button>
      )}
    </Stack>
  );
}

/** An error in one sentence. */
export function useErrorText(): (error: unknown) => string {
  const translate = useTranslate();
  const [locale] = useLocaleState();
  return (error) => {
    if (error instanceof ApiError && error.status !== 0) return problemText(error, locale);
    if (error instanceof ApiError) return translate('gs.error.network');
    return translate('gs.error.unexpected');
  };
}
