import type { ReferralAnswer } from '@groundswell/contracts';
import Box from '@mui/material/Box';
import Paper from '@mui/material/Paper';
import Typography from '@mui/material/Typography';
import { useTranslate } from 'react-admin';
import { useFormat } from '../i18n/useFormat.js';

/** K with its two factors, how long a turn takes, and where it ends. */
export function ReferralFigures({ answer }: { answer: ReferralAnswer }) {
  const translate = useTranslate();
  const format = useFormat();
  const { totals, cycleTime, projection } = answer;
  const seconds = (value: number | null) => (value === null ? '–' : format.duration(value * 1000));
  const gross = (k: number | null) => translate('gs.referral.grossNote', { k: format.decimal(k) });
  const complete = translate('gs.referral.completeNote');
  const figures = [
    ['kSignup', format.decimal(totals.kSignup), gross(totals.gross.kSignup)],
    ['kActivated', format.decimal(totals.kActivated), gross(totals.gross.kActivated)],
    ['perUser', format.decimal(totals.invitesPerUser), complete],
    ['conversion', format.decimal(totals.conversion), complete],
    [
      'cycle',
      seconds(cycleTime.p50),
      cycleTime.p90 === null ? '' : translate('gs.referral.cycleNote', { p90: seconds(cycleTime.p90) }),
    ],
    [
      'projection',
      projection ? format.number(Math.round(projection.total)) : '–',
      projection
        ? translate('gs.referral.projectionNote', { seeds: format.number(projection.seeds) })
        : translate('gs.referral.noProjection'),
    ],
  ] as const;
  return (
    <>
      <Box
        sx={{
          display: 'grid',
          gap: 1.5,
          gridTemplateColumns: { xs: '1fr 1fr', sm: 'repeat(3, 1fr)', lg: 'repeat(6, 1fr)' },
        }}
      >
        {figures.map(([name, value, note]) => (
          <Paper
            key={name}
            sx={{ border: 1, borderColor: 'divider', p: 1.5, minWidth: 0 }}
            data-testid={`referral-${name}`}
          >
            <Typography variant="body2" color="text.secondary">
              {translate(`gs.referral.${name}`)}
            </Typography>
            <Typography component="p" sx={{ fontSize: 24, lineHeight: '36px', fontWeight: 650 }}>
              {value}
            </Typography>
            <Typography variant="caption" color="text.secondary">
              {note}
            </Typography>
          </Paper>
        ))}
      </Box>
      <Typography variant="caption" component="p" color="text.secondary" sx={{ maxWidth: 880 }}>
        {translate('gs.referral.help')}
      </Typography>
    </>
  );
}
