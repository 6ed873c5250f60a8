import type { ReferralInvitee } from '@groundswell/contracts';
import Button from '@mui/material/Button';
import Chip from '@mui/material/Chip';
import Stack from '@mui/material/Stack';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import { ConfirmDialog } from '../feedback/ConfirmDialog.js';
import { EmptyState } from '../feedback/EmptyState.js';
import { ReportBody } from '../feedback/ReportBody.js';
import { useEventTime } from '../i18n/useEventTime.js';
import { Panel } from '../layout/Panel.js';
import { PersonLink } from '../people/PersonLink.js';
import { usePersonNames } from '../people/usePersonNames.js';
import type { Days } from '../range/range.js';
import { useFlagged, useMayRefer, useReferralWrites } from './useReferral.js';

/** Invited people whom a rule flags, with the switch by which a member lets them count. */
export function FlaggedPanel({ programId, days }: { programId: number; days: Days }) {
  const translate = useTranslate();
  const flagged = useFlagged(programId, days);
  const [asked, setAsked] = useState<ReferralInvitee | null>(null);
  const { judge } = useReferralWrites();
  const { nameOf } = usePersonNames(asked ? [asked.personId] : []);
  return (
    <Panel title={translate('gs.referral.flagsTitle')} isFlush testId="referral-flags">
      <ReportBody report={flagged} height={160}>
        {({ data, total }) =>
          total === 0 ? (
            <EmptyState title={translate('gs.referral.noFlags')} />
          ) : (
            <>
              <FlaggedTable people={data} onJudge={setAsked} />
              <Typography variant="caption" component="p" color="text.secondary" sx={{ px: 2, py: 1.5 }}>
                {total > data.length &&
                  `${translate('gs.referral.more', { smart_count: total - data.length })}. `}
                {translate('gs.referral.flagsHelp')}
              </Typography>
            </>
          )
        }
      </ReportBody>
      {asked && (
        <ConfirmDialog
          title={translate('gs.referral.clearTitle', { name: nameOf(asked.personId) })}
          text={translate('gs.referral.clearText', {
            reasons: asked.reasons.map((reason) => translate(`gs.referral.reason.${reason}`)).join(', '),
          })}
          confirm={translate(`gs.referral.${asked.cleared ? 'restore' : 'clear'}`)}
          onConfirm={() => judge.mutateAsync({ programId, personId: asked.personId, counts: !asked.cleared })}
          onClose={() => setAsked(null)}
        />
      )}
    </Panel>
  );
}

interface TableProps {
  people: ReferralInvitee[];
  onJudge(person: ReferralInvitee): void;
}

function FlaggedTable({ people, onJudge }: TableProps) {
  const translate = useTranslate();
  const timeOf = useEventTime();
  const mayJudge = useMayRefer();
  const label = translate('gs.referral.flagsTitle');
  const { nameOf } = usePersonNames(people.flatMap(({ personId, inviterId }) => [personId, inviterId]));
  const name = (id: number) => <PersonLink personId={id}>{nameOf(id)}</PersonLink>;
  return (
    <TableContainer sx={{ maxHeight: 392 }} tabIndex={0} role="region" aria-label={label}>
      <Table size="small" stickyHeader aria-label={label}>
        <TableHead>
          <TableRow>
            <TableCell>{translate('gs.referral.invited')}</TableCell>
            <TableCell>{translate('gs.referral.inviter')}</TableCell>
            <TableCell>{translate('gs.referral.signedUp')}</TableCell>
            <TableCell>{translate('gs.referral.reasons')}</TableCell>
            <TableCell />
          </TableRow>
        </TableHead>
        <TableBody>
          {people.map((one) => (
            <TableRow key={one.personId} hover>
              <TableCell>{name(one.personId)}</TableCell>
              <TableCell>{name(one.inviterId)}</TableCell>
              <TableCell sx={{ whiteSpace: 'nowrap' }}>{timeOf(one.signedUpAt)}</TableCell>
              <TableCell>
                <Stack direction="row" gap={0.5} flexWrap="wrap">
                  {one.reasons.map((reason) => (
                    <Chip key={reason} size="small" label={translate(`gs.referral.reason.${reason}`)} />
                  ))}
                  {one.cleared && (
                    <Chip
                      size="small"
                      color="success"
                      variant="outlined"
                      label={translate('gs.referral.cleared')}
                    />
                  )}
                </Stack>
              </TableCell>
              <TableCell align="right">
                {mayJudge && isClearable(one) && (
                  <Button size="small" onClick={() => onJudge(one)}>
                    {translate(`gs.referral.${one.cleared ? 'restore' : 'clear'}`)}
                  </Button>
                )}
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </TableContainer>
  );
}

const isClearable = ({ reasons }: ReferralInvitee) => !reasons.includes('self') && !reasons.includes('cycle');
