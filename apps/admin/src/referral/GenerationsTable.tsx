import type { ReferralAnswer } from '@groundswell/contracts';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import { useTranslate } from 'react-admin';
import { useFormat } from '../i18n/useFormat.js';
import { CellButton } from '../people-behind/CellButton.js';
import { useOpenPeople } from '../people-behind/useBehind.js';

/** How far invites reach: from those who came by themselves on. */
export function GenerationsTable({ generations }: { generations: ReferralAnswer['generations'] }) {
  const translate = useTranslate();
  const format = useFormat();
  const open = useOpenPeople('referral');
  const label = translate('gs.referral.generationsTitle');
  return (
    <TableContainer sx={{ maxHeight: 260 }} tabIndex={0} role="region" aria-label={label}>
      <Table size="small" stickyHeader aria-label={label}>
        <TableHead>
          <TableRow>
            <TableCell>{translate('gs.referral.generation')}</TableCell>
            <TableCell align="right">{translate('gs.referral.users')}</TableCell>
            <TableCell align="right">{translate('gs.referral.share')}</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {generations.map(({ generation, users, share }) => (
            <TableRow key={generation} hover>
              <TableCell component="th" scope="row">
                {generation === 0 ? translate('gs.referral.generationZero') : generation}
              </TableCell>
              <TableCell align="right">
                <CellButton
                  label={`${translate('gs.referral.generation')} ${generation}`}
                  users={users}
                  onOpen={() => open({ generation })}
                >
                  {format.number(users)}
                </CellButton>
              </TableCell>
              <TableCell align="right">{format.percent(share)}</TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </TableContainer>
  );
}
