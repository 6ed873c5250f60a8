import type { ReferralReward, RewardAct } from '@groundswell/contracts';
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import { useErrorText } from '../feedback/ErrorState.js';
import { ReportBody } from '../feedback/ReportBody.js';
import { useFormat } from '../i18n/useFormat.js';
import { useProject } from '../projects/ProjectContext.js';
import { usePersonNames } from '../people/usePersonNames.js';
import { RewardStateChip } from './RewardStateChip.js';
import { useRewardEntries, useRewardWrites } from './useRewards.js';

interface Props {
  programId: number;
  reward: ReferralReward;
  onClose(): void;
}

/** The lines of one reward; who manages the project decides of it, in two steps. */
export function RewardDialog({ programId, reward, onClose }: Props) {
  const translate = useTranslate();
  const format = useFormat();
  const errorText = useErrorText();
  const { canManage } = useProject();
  const entries = useRewardEntries(programId, reward);
  const { decide } = useRewardWrites(programId);
  const [act, setAct] = useState<RewardAct | null>(null);
  const [note, setNote] = useState('');
  const { nameOf } = usePersonNames([reward.personId]);
  return (
    <Dialog open onClose={onClose} maxWidth="sm" fullWidth data-testid="reward-dialog">
      <DialogTitle>
        {translate('gs.referral.rewardOf', {
          name: nameOf(reward.personId),
          amount: format.number(reward.amount),
        })}
      </DialogTitle>
      <DialogContent>
        <ReportBody report={entries} height={120}>
          {({ data }) => (
            <Box component="ol" sx={{ listStyle: 'none', m: 0, p: 0 }}>
              {data.map((entry) => (
                <Stack
                  key={entry.step}
                  component="li"
                  direction="row"
                  justifyContent="space-between"
                  gap={2}
                  sx={{ py: 1, borderBottom: 1, borderColor: 'divider' }}
                >
                  <Box sx={{ minWidth: 0 }}>
                    <RewardStateChip {...entry} />
                    {(entry.email || entry.note) && (
                      <Typography variant="caption" component="p" sx={{ overflowWrap: 'anywhere', mt: 0.5 }}>
                        {[entry.email, entry.note].filter(Boolean).join(': ')}
                      </Typography>
                    )}
                  </Box>
                  <Typography variant="caption" color="text.secondary" sx={{ whiteSpace: 'nowrap' }}>
                    {format.instant(entry.createdAt)}
                  </Typography>
                </Stack>
              ))}
            </Box>
          )}
        </ReportBody>
        {act && (
          <Stack gap={1.5} sx={{ mt: 2 }}>
            <Typography>{translate(`gs.referral.acts.${act}Text`)}</Typography>
            <TextField
              autoFocus
              label={translate('gs.referral.actNote')}
              value={note}
              onChange={({ target }) => setNote(target.value)}
              slotProps={{ htmlInput: { maxLength: 500 } }}
            />
          </Stack>
        )}
        {decide.error && (
          <Alert severity="error" sx={{ mt: 2 }}>
            {errorText(decide.error)}
          </Alert>
        )}
      </DialogContent>
      <DialogActions sx={{ flexWrap: 'wrap' }}>
        {canManage &&
          act === null &&
          (['release', 'void', 'reopen'] as const).map((one) => (
            <Button key={one} color={one === 'void' ? 'error' : 'inherit'} onClick={() => setAct(one)}>
              {translate(`gs.referral.acts.${one}`)}
            </Button>
          ))}
        <Box sx={{ flex: 1 }} />
        <Button color="inherit" onClick={act ? () => setAct(null) : onClose}>
          {translate(act ? 'gs.action.cancel' : 'gs.action.close')}
        </Button>
        {act && (
          <Button
            variant="contained"
            color={act === 'void' ? 'error' : 'primary'}
            loading={decide.isPending}
            onClick={() =>
              decide.mutate(
                { inviteeId: reward.inviteeId, side: reward.side, act, note: note.trim() },
                { onSuccess: onClose },
              )
            }
          >
            {translate(`gs.referral.acts.${act}`)}
          </Button>
        )}
      </DialogActions>
    </Dialog>
  );
}
