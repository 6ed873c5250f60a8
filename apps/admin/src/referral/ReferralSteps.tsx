import type { ReferralAnswer } from '@groundswell/contracts';
import Box from '@mui/material/Box';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import { useTranslate } from 'react-admin';
import { useFormat } from '../i18n/useFormat.js';
import { useTokens } from '../theme/useTokens.js';

const STEPS = ['invites', 'visits', 'signups', 'activated'] as const;

/** The steps that the programme has. */
export function stepsOf(totals: ReferralAnswer['totals']) {
  return STEPS.filter((step) => totals[step] !== null).map((step) => ({
    step,
    count: totals[step],
    perInvite: step === 'invites' ? null : totals.perInvite[step],
  }));
}

/** From invites to activated people, as counts of all rows. */
export function ReferralSteps({ totals }: { totals: ReferralAnswer['totals'] }) {
  const translate = useTranslate();
  const format = useFormat();
  const label = translate('gs.referral.stepsTitle');
  const steps = STEPS.filter((step) => totals[step] !== null);
  const most = Math.max(1, ...steps.map((step) => totals[step] ?? 0));
  const perInvite = (rate: number | null) => (rate === null ? '–' : format.percent(rate));
  return (
    <TableContainer tabIndex={0} role="region" aria-label={label}>
      <Table size="small" aria-label={label}>
        <TableHead>
          <TableRow>
            <TableCell>{translate('gs.referral.step')}</TableCell>
            <TableCell sx={{ width: '45%', display: { xs: 'none', sm: 'table-cell' } }} aria-hidden />
            <TableCell align="right">{translate('gs.referral.count')}</TableCell>
            <TableCell align="right">{translate('gs.referral.perInvite')}</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {steps.map((step) => (
            <TableRow key={step} hover>
              <TableCell component="th" scope="row">
                {translate(`gs.referral.${step}`)}
              </TableCell>
              <TableCell sx={{ display: { xs: 'none', sm: 'table-cell' } }} aria-hidden>
                <Bar share={(totals[step] ?? 0) / most} />
              </TableCell>
              <TableCell align="right" sx={{ fontWeight: 650 }} data-testid={`referral-step-${step}`}>
                {format.number(totals[step])}
              </TableCell>
              <TableCell align="right">
                {step === 'invites' ? '–' : perInvite(totals.perInvite[step])}
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </TableContainer>
  );
}

export function Bar({ share }: { share: number }) {
  const { accent, sunken } = useTokens();
  return (
    <Box data-bar sx={{ height: 22, bgcolor: sunken, borderRadius: '3px' }}>
      <Box data-bar sx={{ height: 1, width: `${share * 100}%`, bgcolor: accent, borderRadius: '3px' }} />
    </Box>
  );
}
