import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import Typography from '@mui/material/Typography';
import { useTranslate } from 'react-admin';
import { useFormat } from '../../i18n/useFormat.js';
import type { Preview } from './preview-file.js';

/** A browser stands still over thousands. */
const MOST_COLUMNS = 50;

export function PreviewTable({ preview }: { preview: Preview }) {
  const translate = useTranslate();
  const format = useFormat();
  const shown = preview.columns.slice(0, MOST_COLUMNS);
  const more = preview.columns.length - shown.length;
  const clipped = { maxWidth: 200, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' };
  return (
    <div>
      <Typography variant="h3" component="h3" sx={{ mb: 0.5 }}>
        {preview.encoding === undefined
          ? translate('gs.imports.preview')
          : translate('gs.imports.previewReadAs', { encoding: preview.encoding })}
      </Typography>
      <TableContainer sx={{ border: 1, borderColor: 'divider', borderRadius: 1 }}>
        <Table size="small" aria-label={translate('gs.imports.preview')} data-testid="import-preview">
          <TableHead>
            <TableRow>
              {shown.map((column) => (
                <TableCell key={column}>{column}</TableCell>
              ))}
              {more > 0 && (
                <TableCell sx={{ color: 'text.secondary', whiteSpace: 'nowrap' }}>
                  {translate('gs.imports.moreColumns', { count: format.number(more) })}
                </TableCell>
              )}
            </TableRow>
          </TableHead>
          <TableBody>
            {preview.rows.map((row, index) => (
              <TableRow key={index}>
                {shown.map((column, place) => (
                  <TableCell key={column} sx={clipped}>
                    {row[place] ?? ''}
                  </TableCell>
                ))}
                {more > 0 && <TableCell />}
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </TableContainer>
    </div>
  );
}
