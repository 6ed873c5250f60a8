import type { ReferralAnswer } from '@groundswell/contracts';
import Box from '@mui/material/Box';
import Paper from '@mui/material/Paper';
import Typography from '@mui/material/Typography';
import { useTranslate } from 'react-admin';
import type { Formatter } from '../i18n/format.js';
import { useFormat } from '../i18n/useFormat.js';

interface Props {
  answer: ReferralAnswer;
  /** Of as many days right before; shown below where they are compared. */
  before?: ReferralAnswer;
}

/** K with its two factors, how long a turn takes, and where it ends. */
export function ReferralFigures({ answer, before }: Props) {
  const translate = useTranslate();
  const format = useFormat();
  const { totals, cycleTime, projection } = answer;
  const values = valuesOf(answer, format);
  const past = before && valuesOf(before, format);
  const gross = (k: number | null) => translate('gs.referral.grossNote', { k: format.decimal(k) });
  const complete = translate('gs.referral.completeNote');
  const notes: Record<Figure, string> = {
    kSignup: gross(totals.gross.kSignup),
    kActivated: gross(totals.gross.kActivated),
    perUser: complete,
    conversion: complete,
    cycle:
      cycleTime.p90 === null
        ? ''
        : translate('gs.referral.cycleNote', { p90: duration(cycleTime.p90, format) }),
    projection: projection
      ? translate('gs.referral.projectionNote', { seeds: format.number(projection.seeds) })
      : translate('gs.referral.noProjection'),
  };
  return (
    <>
      <Box
        sx={{
          display: 'grid',
          gap: 1.5,
          gridTemplateColumns: { xs: '1fr 1fr', sm: 'repeat(3, 1fr)', lg: 'repeat(6, 1fr)' },
        }}
      >
        {FIGURES.map((name) => (
          <Paper
            key={name}
            sx={{ border: 1, borderColor: 'divider', p: 1.5, minWidth: 0 }}
            data-testid={`referral-${name}`}
          >
            <Typography variant="body2" color="text.secondary">
              {translate(`gs.referral.${name}`)}
            </Typography>
            <Typography component="p" sx={{ fontSize: 24, lineHeight: '36px', fontWeight: 650 }}>
              {values[name]}
            </Typography>
            <Typography variant="caption" color="text.secondary">
              {notes[name]}
            </Typography>
            {past && (
              <Typography variant="caption" component="p" color="text.secondary">
                {translate('gs.trends.before')}: {past[name]}
              </Typography>
            )}
          </Paper>
        ))}
      </Box>
      <Typography variant="caption" component="p" color="text.secondary" sx={{ maxWidth: 880 }}>
        {translate('gs.referral.help')}
      </Typography>
    </>
  );
}

const FIGURES = ['kSignup', 'kActivated', 'perUser', 'conversion', 'cycle', 'projection'] as const;
type Figure = (typeof FIGURES)[number];

function valuesOf(
  { totals, cycleTime, projection }: ReferralAnswer,
  format: Formatter,
): Record<Figure, string> {
  return {
    kSignup: format.decimal(totals.kSignup),
    kActivated: format.decimal(totals.kActivated),
    perUser: format.decimal(totals.invitesPerUser),
    conversion: format.decimal(totals.conversion),
    cycle: duration(cycleTime.p50, format),
    projection: projection ? format.number(Math.round(projection.total)) : '–',
  };
}

function duration(seconds: number | null, format: Formatter): string {
  return seconds === null ? '–' : format.duration(seconds * 1000);
}
