import Box from '@mui/material/Box';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import type { AttributionPathsAnswer } from '@groundswell/contracts';
import { useTranslate } from 'react-admin';
import type { Formatter } from '../i18n/format.js';
import { useFormat } from '../i18n/useFormat.js';
import { Panel } from '../layout/Panel.js';

const DAY_MS = 86_400_000;

/** Conversions by number of touches, and by time from the first of them. */
export function DistributionPanels({ answer: { lengths, times } }: { answer: AttributionPathsAnswer }) {
  const translate = useTranslate();
  const format = useFormat();
  const last = lengths.at(-1)?.touches;
  const byLength = lengths.map(({ touches, conversions, share }) => ({
    share,
    name:
      touches === last
        ? translate('gs.attribution.atLeast', { count: format.number(touches) })
        : format.number(touches),
    value: conversions,
  }));
  const byTime = times.map(({ fromDays, toDays, conversions, share }) => ({
    share,
    name: timeName(fromDays, toDays, format),
    value: conversions,
  }));
  return (
    <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: { xs: '1fr', md: '1fr 1fr' } }}>
      <Bars title="lengths" bars={byLength} />
      <Bars title="times" bars={byTime} />
    </Box>
  );
}

function timeName(from: number, to: number | null, format: Formatter): string {
  const text = (days: number) => format.duration(days * DAY_MS);
  if (to === null) return `≥ ${text(from)}`;
  return from === 0 ? `< ${text(to)}` : `${text(from)} – ${text(to)}`;
}

interface Bar {
  name: string;
  value: number;
  share: number | null;
}

/** Bars with their figures; a list, so that it can be read aloud. */
function Bars({ title, bars }: { title: 'lengths' | 'times'; bars: Bar[] }) {
  const translate = useTranslate();
  const format = useFormat();
  const most = Math.max(1, ...bars.map(({ value }) => value));
  return (
    <Panel title={translate(`gs.attribution.${title}`)}>
      <Stack
        component="ul"
        aria-label={translate(`gs.attribution.${title}Label`)}
        sx={{ m: 0, p: 0, gap: 0.5 }}
      >
        {bars.map(({ name, value, share }) => (
          <Stack key={name} component="li" direction="row" gap={1} alignItems="center">
            <Typography variant="body2" color="text.secondary" sx={{ width: 104, flexShrink: 0 }}>
              {name}
            </Typography>
            <Box sx={{ flex: 1, minWidth: 0 }}>
              <Box
                sx={{
                  ...{ height: 12, borderRadius: 0.5, bgcolor: 'primary.main' },
                  width: `${(value / most) * 100}%`,
                }}
              />
            </Box>
            <Typography variant="body2" sx={{ width: 112, textAlign: 'right', flexShrink: 0 }}>
              {format.number(value)} · {format.percent(share, 0)}
            </Typography>
          </Stack>
        ))}
      </Stack>
    </Panel>
  );
}
