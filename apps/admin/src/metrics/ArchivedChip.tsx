import Chip from '@mui/material/Chip';
import { useTranslate } from 'react-admin';

/** Beside the name of a metric that is out of use. */
export function ArchivedChip() {
  const translate = useTranslate();
  return <Chip size="small" variant="outlined" label={translate('gs.metrics.archived')} sx={{ ml: 1 }} />;
}
