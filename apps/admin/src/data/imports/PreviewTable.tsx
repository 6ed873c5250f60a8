import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import Typography from '@mui/material/Typography';
import { useTranslate } from 'react-admin';
import type { Preview } from './preview-file.js';

export function PreviewTable({ preview }: { preview: Preview }) {
  const translate = useTranslate();
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
              {preview.columns.map((column) => (
                <TableCell key={column}>{column}</TableCell>
              ))}
            </TableRow>
          </TableHead>
          <TableBody>
            {preview.rows.map((row, index) => (
              <TableRow key={index}>
                {preview.columns.map((column, place) => (
                  <TableCell key={column} sx={clipped}>
                    {row[place] ?? ''}
                  </TableCell>
                ))}
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </TableContainer>
    </div>
  );
}
