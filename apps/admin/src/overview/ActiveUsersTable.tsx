import Chip from '@mui/material/Chip';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import { useTranslate } from 'react-admin';
import { useFormat } from '../i18n/useFormat.js';
import type { Line } from './chart-option.js';
import type { Series } from './series.js';
import { useStateText } from './useStateText.js';

/** The numbers of the chart, the newest first. */
export function ActiveUsersTable({ series, lines }: { series: Series; lines: Line[] }) {
  const translate = useTranslate();
  const format = useFormat();
  const stateText = useStateText();
  const newestFirst = series.buckets.map((bucket, index) => ({ ...bucket, index })).reverse();
  return (
    <TableContainer
      sx={{ maxHeight: 392 }}
      tabIndex={0}
      role="region"
      aria-label={translate('gs.overview.tableLabel')}
    >
      <Table
        size="small"
        stickyHeader
        data-testid="active-users-table"
        aria-label={translate('gs.overview.tableLabel')}
      >
        <TableHead>
          <TableRow>
            <TableCell>{translate('gs.overview.period')}</TableCell>
            {lines.map(({ key, name }) => (
              <TableCell key={key} align="right">
                {name}
              </TableCell>
            ))}
          </TableRow>
        </TableHead>
        <TableBody>
          {newestFirst.map(({ first, state, index }) => (
            <TableRow key={first} hover data-bucket={first} data-state={state}>
              <TableCell component="th" scope="row" sx={{ whiteSpace: 'nowrap' }}>
                {format.bucket(first, series.interval)}
                {state !== 'whole' && <Chip size="small" label={stateText(state)} sx={{ ml: 1 }} />}
              </TableCell>
              {lines.map(({ key, users, isTotal }) => (
                <TableCell
                  key={key}
                  align="right"
                  data-breakdown={isTotal ? '' : key}
                  sx={{ fontWeight: isTotal ? 650 : 400 }}
                >
                  {format.number(users[index])}
                </TableCell>
              ))}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </TableContainer>
  );
}
