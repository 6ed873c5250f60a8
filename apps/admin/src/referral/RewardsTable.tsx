import type { ReferralReward } from '@groundswell/contracts';
import Button from '@mui/material/Button';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import { useTranslate } from 'react-admin';
import { useFormat } from '../i18n/useFormat.js';
import { PersonLink } from '../people/PersonLink.js';
import { type Named, usePersonNames } from '../people/usePersonNames.js';
import { RewardStateChip } from './RewardStateChip.js';

interface Props {
  rewards: ReferralReward[];
  unit: string;
  onOpen(reward: ReferralReward): void;
}

export function RewardsTable({ rewards, unit, onOpen }: Props) {
  const translate = useTranslate();
  const format = useFormat();
  const label = translate('gs.referral.rewards');
  const { nameOf } = usePersonNames(rewards.flatMap(({ personId, inviteeId }) => [personId, inviteeId]));
  return (
    <TableContainer sx={{ maxHeight: 440 }} tabIndex={0} role="region" aria-label={label}>
      <Table size="small" stickyHeader aria-label={label}>
        <TableHead>
          <TableRow>
            <TableCell>{translate('gs.referral.gets')}</TableCell>
            <TableCell>{translate('gs.referral.forBringing')}</TableCell>
            <TableCell align="right">{unit || translate('gs.referral.amount')}</TableCell>
            <TableCell>{translate('gs.referral.rewardState')}</TableCell>
            <TableCell sx={{ display: { xs: 'none', md: 'table-cell' } }}>
              {translate('gs.referral.changedAt')}
            </TableCell>
            <TableCell />
          </TableRow>
        </TableHead>
        <TableBody>
          {rewards.map((reward) => (
            <TableRow key={`${reward.inviteeId} ${reward.side}`} hover data-testid="reward">
              <TableCell>
                <PersonLink personId={reward.personId}>{nameOf(reward.personId)}</PersonLink>
              </TableCell>
              <TableCell>
                <Why reward={reward} nameOf={nameOf} />
              </TableCell>
              <TableCell align="right" sx={{ fontWeight: 650 }}>
                {format.number(reward.amount)}
              </TableCell>
              <TableCell>
                <RewardStateChip {...reward} />
              </TableCell>
              <TableCell sx={{ whiteSpace: 'nowrap', display: { xs: 'none', md: 'table-cell' } }}>
                {format.instant(reward.changedAt)}
              </TableCell>
              <TableCell align="right">
                <Button size="small" onClick={() => onOpen(reward)} aria-haspopup="dialog">
                  {translate('gs.referral.entries')}
                </Button>
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </TableContainer>
  );
}

function Why({ reward: { side, inviteeId }, nameOf }: { reward: ReferralReward } & Pick<Named, 'nameOf'>) {
  const translate = useTranslate();
  if (side === 'invitee') return <>{translate('gs.referral.ownSignup')}</>;
  if (inviteeId < 0) return <>{translate('gs.referral.erased')}</>;
  return <PersonLink personId={inviteeId}>{nameOf(inviteeId)}</PersonLink>;
}
