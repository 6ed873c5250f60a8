import DownloadIcon from '@mui/icons-material/FileDownloadOutlined';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import Typography from '@mui/material/Typography';
import { useTranslate } from 'react-admin';
import { CloseActions } from '../../feedback/CloseActions.js';
import type { ImportView } from '../../api/types.js';
import { useFormat } from '../../i18n/useFormat.js';
import { useReason } from '../../i18n/useReason.js';
import { download } from '../../lib/download.js';
import { rejectedCsv } from './rejected-csv.js';

/** Which rows were refused, and why. */
export function RejectedDialog({ value, onClose }: { value: ImportView; onClose(): void }) {
  const translate = useTranslate();
  const format = useFormat();
  const reasonOf = useReason();
  // A row that is no row at all is found before those that are read ahead of it.
  const rows = value.rejectedSample
    .map((one) => ({ ...one, reason: reasonOf(one.reason, one) }))
    .sort((a, b) => (a.file ?? '').localeCompare(b.file ?? '') || a.line - b.line);
  return (
    <Dialog open onClose={onClose} maxWidth="sm" fullWidth>
      <DialogTitle>{translate('gs.imports.rejectedRows')}</DialogTitle>
      <DialogContent>
        <Typography variant="body2" color="text.secondary" sx={{ mb: 1 }}>
          {value.fileName}
          {' · '}
          {translate('gs.imports.rejectedShown', { count: format.number(value.rejectedSample.length) })}
        </Typography>
        <Table size="small">
          <TableHead>
            <TableRow>
              <TableCell align="right">{translate('gs.imports.line')}</TableCell>
              <TableCell>{translate('gs.imports.reason')}</TableCell>
            </TableRow>
          </TableHead>
          <TableBody>
            {rows.map(({ line, file, reason }) => (
              <TableRow key={`${file ?? ''} ${line} ${reason}`}>
                <TableCell align="right" sx={{ width: 72, verticalAlign: 'top' }}>
                  {format.number(line)}
                </TableCell>
                <TableCell sx={{ overflowWrap: 'anywhere' }}>
                  {reason}
                  {file !== undefined && (
                    <Typography variant="caption" component="p" color="text.secondary">
                      {file}
                    </Typography>
                  )}
                </TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </DialogContent>
      <CloseActions onClose={onClose}>
        <Button
          startIcon={<DownloadIcon fontSize="small" />}
          onClick={() => download('rejected.csv', rejectedCsv(rows), 'text/csv;charset=utf-8')}
          data-testid="rejected-csv"
        >
          {translate('gs.imports.downloadCsv')}
        </Button>
      </CloseActions>
    </Dialog>
  );
}
