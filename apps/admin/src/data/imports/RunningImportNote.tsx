import Alert from '@mui/material/Alert';
import { useTranslate } from 'react-admin';
import { useFormat } from '../../i18n/useFormat.js';

/** Keeps a fall at the end of a chart from being believed while events are still on their way. */
export function RunningImportNote({ rows }: { rows: number | null }) {
  const translate = useTranslate();
  const format = useFormat();
  if (rows === null) return null;
  return (
    <Alert severity="info" role="status">
      {translate('gs.source.running', { rows: format.number(rows) })}
    </Alert>
  );
}
