import type { BenchmarkMean } from '@groundswell/contracts';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import { useTranslate } from 'react-admin';
import { useFormat } from '../i18n/useFormat.js';
import { Panel } from '../layout/Panel.js';

/** Each subject's mean figure beside that of as many days right before. */
export function MarketBefore({ subjects }: { subjects: BenchmarkMean[] }) {
  const translate = useTranslate();
  const format = useFormat();
  const label = translate('gs.market.beforeTitle');
  return (
    <Panel title={label} isFlush testId="market-before">
      <TableContainer tabIndex={0} role="region" aria-label={label}>
        <Table size="small" aria-label={label}>
          <TableHead>
            <TableRow>
              <TableCell>{translate('gs.market.subject')}</TableCell>
              {['now', 'then', 'changed'].map((column) => (
                <TableCell key={column} align="right">
                  {translate(`gs.growth.${column}`)}
                </TableCell>
              ))}
            </TableRow>
          </TableHead>
          <TableBody>
            {subjects.map(({ subject, now, then, change }) => (
              <TableRow key={subject ?? ''} data-subject={subject ?? ''}>
                <TableCell component="th" scope="row">
                  {subject ?? translate('gs.market.own')}
                </TableCell>
                <TableCell align="right">{format.number(now && Math.round(now))}</TableCell>
                <TableCell align="right">{format.number(then && Math.round(then))}</TableCell>
                <TableCell align="right">{change === null ? '–' : format.change(change)}</TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </TableContainer>
    </Panel>
  );
}
