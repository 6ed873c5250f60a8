import Box from '@mui/material/Box';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { useTranslate } from 'react-admin';
import { useFormat } from '../i18n/useFormat.js';
import { useScheme, useTokens } from '../theme/useTokens.js';
import { heatColors } from './heat-color.js';

const SHARES = [0.1, 0.3, 0.5, 0.7, 0.9, 1];

/** What the shades mean, with the highest rate as a number; no shades while nobody has come back. */
export function HeatmapLegend({ max }: { max: number }) {
  const translate = useTranslate();
  const format = useFormat();
  const scheme = useScheme();
  const { muted } = useTokens();
  const swatch = { width: 16, height: 12 };
  return (
    <Stack direction="row" alignItems="center" gap={2} flexWrap="wrap" sx={{ color: 'text.secondary' }}>
      {max > 0 && (
        <Stack direction="row" alignItems="center" gap={0.75}>
          <Typography variant="caption">{format.percent(0, 0)}</Typography>
          <Box sx={{ display: 'flex', borderRadius: '3px', overflow: 'hidden' }}>
            {SHARES.map((share) => (
              <Box key={share} sx={{ ...swatch, bgcolor: heatColors(share, 1, scheme).background }} />
            ))}
          </Box>
          <Typography variant="caption">{format.percent(max, 0)}</Typography>
        </Stack>
      )}
      <Stack direction="row" alignItems="center" gap={0.75}>
        <Box
          sx={{
            ...swatch,
            borderRadius: '3px',
            backgroundColor: heatColors(0.3, 1, scheme).background,
            backgroundImage: `repeating-linear-gradient(135deg, transparent 0 3px, ${muted} 3px 4px)`,
          }}
        />
        <Typography variant="caption">{translate('gs.retention.legendIncomplete')}</Typography>
      </Stack>
    </Stack>
  );
}
