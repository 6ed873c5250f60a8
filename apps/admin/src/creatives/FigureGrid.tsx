import Box from '@mui/material/Box';
import Skeleton from '@mui/material/Skeleton';
import Typography from '@mui/material/Typography';
import type { CampaignPerformanceRow } from '@groundswell/contracts';
import { useTranslate } from 'react-admin';
import { useFormat } from '../i18n/useFormat.js';
import type { ALL_FIGURES } from './creative-figures.js';

interface Props {
  row: CampaignPerformanceRow | null;
  figures: typeof ALL_FIGURES;
  currency: string;
  isLoading: boolean;
}

/** Figures with their names above, four beside each other. */
export function FigureGrid({ row, figures, currency, isLoading }: Props) {
  const translate = useTranslate();
  const format = useFormat();
  return (
    <Box
      component="dl"
      sx={{
        display: 'grid',
        gridTemplateColumns: 'repeat(4, minmax(0, max-content))',
        justifyContent: 'space-between',
        columnGap: 1,
        rowGap: 1,
        m: 0,
      }}
    >
      {figures.map(([name, text]) => (
        <Box key={name} sx={{ minWidth: 0 }}>
          <Typography
            component="dt"
            variant="caption"
            color="text.secondary"
            noWrap
            sx={{ fontSize: 11, display: 'block' }}
          >
            {translate(`gs.creatives.figures.${name}`, { currency })}
          </Typography>
          <Typography
            component="dd"
            variant="body2"
            noWrap
            sx={{ m: 0, fontWeight: 600, fontVariantNumeric: 'tabular-nums' }}
          >
            {isLoading ? <Skeleton width="60%" /> : row ? text(row, format) : '–'}
          </Typography>
        </Box>
      ))}
    </Box>
  );
}
