import type { ReferralProgram, ReferralReward, RewardState } from '@groundswell/contracts';
import { REWARD_STATES } from '@groundswell/contracts';
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import TablePagination from '@mui/material/TablePagination';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import { EmptyState } from '../feedback/EmptyState.js';
import { useErrorText } from '../feedback/ErrorState.js';
import { ReportBody } from '../feedback/ReportBody.js';
import { useFormat } from '../i18n/useFormat.js';
import { Panel } from '../layout/Panel.js';
import { Segmented } from '../layout/Segmented.js';
import { useUrlState } from '../layout/useUrlState.js';
import { RewardDialog } from './RewardDialog.js';
import { RewardsTable } from './RewardsTable.js';
import { useMayRefer } from './useReferral.js';
import { REWARDS_PER_PAGE, type RewardPage, useRewardWrites, useRewards } from './useRewards.js';

const ALL = 'all';

/** What inviters and those whom they brought have: the ledger, with what lies in escrow and what may be paid. */
export function RewardsPanel({ program }: { program: ReferralProgram }) {
  const translate = useTranslate();
  const errorText = useErrorText();
  const [params, change] = useUrlState();
  const [page, setPage] = useState(1);
  const [opened, setOpened] = useState<ReferralReward | null>(null);
  const state = REWARD_STATES.find((one) => one === params.get('rewards')) ?? null;
  const rewards = useRewards(program.id, state, page);
  const { settle } = useRewardWrites(program.id);
  const mayRefer = useMayRefer();
  const gives = program.definition.rewards !== null;
  const choose = (next: RewardState | typeof ALL) => {
    setPage(1);
    change({ rewards: next === ALL ? null : next });
  };
  return (
    <Panel
      title={translate('gs.referral.rewards')}
      isFlush
      testId="referral-rewards"
      actions={
        gives &&
        mayRefer && (
          <Button variant="outlined" loading={settle.isPending} onClick={() => settle.mutate()}>
            {translate('gs.referral.settle')}
          </Button>
        )
      }
    >
      {settle.error && <Alert severity="error">{errorText(settle.error)}</Alert>}
      <ReportBody report={rewards} height={200}>
        {(answer) =>
          !gives && answer.totals.counts.earned + answer.total === 0 ? (
            <EmptyState
              title={translate('gs.referral.noRewards')}
              text={translate('gs.referral.noRewardsText')}
            />
          ) : (
            <>
              <Totals answer={answer} />
              <Box sx={{ px: 2, pb: 1, overflowX: 'auto' }}>
                <Segmented<RewardState | typeof ALL>
                  label={translate('gs.referral.rewardState')}
                  value={state ?? ALL}
                  options={([ALL, ...REWARD_STATES] as const).map((value) => ({
                    value,
                    label: translate(`gs.referral.states.${value}`),
                  }))}
                  onChange={choose}
                />
              </Box>
              {answer.total === 0 ? (
                <EmptyState title={translate('gs.referral.noneOfThese')} />
              ) : (
                <RewardsTable rewards={answer.data} unit={answer.unit ?? ''} onOpen={setOpened} />
              )}
              {answer.total > REWARDS_PER_PAGE && <Pages total={answer.total} page={page} onPage={setPage} />}
              <Typography variant="caption" component="p" color="text.secondary" sx={{ px: 2, py: 1.5 }}>
                {translate('gs.referral.rewardsHelp')}
              </Typography>
            </>
          )
        }
      </ReportBody>
      {opened && <RewardDialog programId={program.id} reward={opened} onClose={() => setOpened(null)} />}
    </Panel>
  );
}

function Totals({ answer: { totals, unit } }: { answer: RewardPage }) {
  const translate = useTranslate();
  const format = useFormat();
  const figures = [
    ['escrow', totals.escrow, totals.counts.earned + totals.counts.held],
    ['payable', totals.released, totals.counts.released],
  ] as const;
  return (
    <Stack direction="row" gap={4} flexWrap="wrap" sx={{ px: 2, pb: 1.5 }}>
      {figures.map(([name, value, count]) => (
        <Box key={name} data-testid={`rewards-${name}`}>
          <Typography variant="body2" color="text.secondary">
            {translate(`gs.referral.${name}`)}
          </Typography>
          <Typography component="p" sx={{ fontSize: 24, lineHeight: '32px', fontWeight: 650 }}>
            {format.number(value)}{' '}
            <Typography component="span" variant="body2" color="text.secondary">
              {unit}
            </Typography>
          </Typography>
          <Typography variant="caption" color="text.secondary">
            {translate('gs.referral.rewardCount', { smart_count: count, count: format.number(count) })}
          </Typography>
        </Box>
      ))}
    </Stack>
  );
}

function Pages({ total, page, onPage }: { total: number; page: number; onPage(page: number): void }) {
  const translate = useTranslate();
  const format = useFormat();
  return (
    <TablePagination
      component="div"
      count={total}
      page={page - 1}
      rowsPerPage={REWARDS_PER_PAGE}
      rowsPerPageOptions={[]}
      onPageChange={(_event, next) => onPage(next + 1)}
      labelDisplayedRows={({ from, to, count }) =>
        translate('ra.navigation.page_range_info', {
          offsetBegin: format.number(from),
          offsetEnd: format.number(to),
          total: format.number(count),
        })
      }
      getItemAriaLabel={(type) => translate(`ra.navigation.${type}`)}
    />
  );
}
