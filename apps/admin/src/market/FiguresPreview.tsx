import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Stack from '@mui/material/Stack';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import { useTranslate } from 'react-admin';
import { useFormat } from '../i18n/useFormat.js';

export interface PreviewedFigures {
  accepted: number;
  replaced: number;
  rejected: number;
  rejectedSample: { line: number; reason: string }[];
  sample: { subject: string; metric: string; date: string; value: number; source: string }[];
}

const COLUMNS = ['subject', 'metric', 'date', 'value', 'source'] as const;

/** What would be stored, and which lines are refused for what reason. */
export function FiguresPreview({ preview }: { preview: PreviewedFigures }) {
  const translate = useTranslate();
  const format = useFormat();
  const { accepted, replaced, rejected, rejectedSample, sample } = preview;
  return (
    <Stack spacing={1.5} data-testid="figures-preview">
      <Alert severity={accepted > 0 ? 'info' : 'warning'}>
        {translate('gs.market.willStore', { smart_count: accepted, replaced: format.number(replaced) })}
      </Alert>
      {rejected > 0 && (
        <Alert severity="warning">
          {translate('gs.market.refused', { smart_count: rejected })}
          <Box component="ul" sx={{ m: 0, pl: 2.5, maxHeight: 120, overflowY: 'auto' }}>
            {rejectedSample.map(({ line, reason }) => (
              <li key={line}>{translate('gs.market.line', { line, reason })}</li>
            ))}
          </Box>
        </Alert>
      )}
      {sample.length > 0 && (
        <TableContainer
          sx={{ border: 1, borderColor: 'divider', borderRadius: 1, maxHeight: 240 }}
          tabIndex={0}
        >
          <Table size="small" stickyHeader aria-label={translate('gs.market.look')}>
            <TableHead>
              <TableRow>
                {COLUMNS.map((column) => (
                  <TableCell key={column} align={column === 'value' ? 'right' : 'left'}>
                    {column === 'metric' ? translate('gs.market.metric') : translate(`gs.market.${column}`)}
                  </TableCell>
                ))}
              </TableRow>
            </TableHead>
            <TableBody>
              {sample.map((row) => (
                <TableRow key={`${row.subject} ${row.metric} ${row.date}`}>
                  <TableCell>{row.subject}</TableCell>
                  <TableCell>{row.metric}</TableCell>
                  <TableCell>{format.day(row.date)}</TableCell>
                  <TableCell align="right">{format.number(row.value)}</TableCell>
                  <TableCell>{row.source}</TableCell>
                </TableRow>
              ))}
            </TableBody>
          </Table>
        </TableContainer>
      )}
    </Stack>
  );
}
