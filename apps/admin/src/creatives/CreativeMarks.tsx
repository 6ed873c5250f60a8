import Box from '@mui/material/Box';
import Chip from '@mui/material/Chip';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import type { CampaignPerformanceRow } from '@groundswell/contracts';
import { useTranslate } from 'react-admin';
import { useFormat } from '../i18n/useFormat.js';
import { isWorn } from './creative-cards.js';

const COLORS = { better: 'success.main', worse: 'error.main' } as Record<string, string>;

/** What may be said of a creative beyond chance, and whether people have seen it too often. */
export function CreativeMarks({ row }: { row: CampaignPerformanceRow | null }) {
  const translate = useTranslate();
  const format = useFormat();
  if (!row?.comparison) return null;
  const { rate, others, verdict } = row.comparison;
  const said = others === null ? 'alone' : verdict;
  const rates = { rate: format.percent(rate, 2), others: format.percent(others, 2) };
  return (
    <Stack direction="row" gap={1} alignItems="flex-start" justifyContent="space-between">
      <Stack direction="row" gap={0.75} alignItems="flex-start">
        <Box
          aria-hidden
          sx={{
            ...{ width: 8, height: 8, borderRadius: '50%', flexShrink: 0 },
            mt: 0.5,
            bgcolor: COLORS[verdict] ?? 'text.disabled',
          }}
        />
        <Typography variant="caption" color="text.secondary" data-testid={`verdict-${said}`}>
          {translate(`gs.creatives.verdict.${said}`, rates)}
        </Typography>
      </Stack>
      {isWorn(row) && (
        <Chip
          size="small"
          color="warning"
          variant="outlined"
          label={translate(`gs.creatives.fatigue.${row.fatigue!.verdict}`)}
          data-testid="fatigue"
        />
      )}
    </Stack>
  );
}
