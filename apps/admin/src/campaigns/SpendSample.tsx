import type { SampledSpend } from '@groundswell/contracts';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import { useTranslate } from 'react-admin';
import { useFormat } from '../i18n/useFormat.js';

/** The first figures as they would be stored: of which part of the naming tree, on which day. */
export function SpendSample({ rows }: { rows: SampledSpend[] }) {
  const translate = useTranslate();
  const format = useFormat();
  const label = translate('gs.campaigns.sample', { count: format.number(rows.length) });
  return (
    <TableContainer tabIndex={0} role="region" aria-label={label} sx={{ maxHeight: 240 }}>
      <Table size="small" stickyHeader aria-label={label} data-testid="spend-sample">
        <TableHead>
          <TableRow>
            <TableCell>{translate('gs.campaigns.sampled.day')}</TableCell>
            <TableCell>{translate('gs.campaigns.sampled.part')}</TableCell>
            <TableCell align="right">{translate('gs.campaigns.sampled.cost')}</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {rows.map((row) => (
            <TableRow key={[row.day, row.level, row.levelId, row.currency].join(' ')}>
              <TableCell sx={{ whiteSpace: 'nowrap' }}>{format.day(row.day)}</TableCell>
              <TableCell sx={{ overflowWrap: 'anywhere' }}>{partOf(row)}</TableCell>
              <TableCell align="right" sx={{ whiteSpace: 'nowrap' }}>
                {row.currency} {format.decimal(row.cost)}
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </TableContainer>
  );
}

/** Names from the campaign down; ids where there is no name. */
function partOf(row: SampledSpend): string {
  const names = (['campaign', 'adGroup', 'creative'] as const).map(
    (level) => row[level] || row[`${level}Id`],
  );
  return names.filter(Boolean).join(' › ');
}
