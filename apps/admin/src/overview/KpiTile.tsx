import InfoIcon from '@mui/icons-material/InfoOutlined';
import Box from '@mui/material/Box';
import IconButton from '@mui/material/IconButton';
import Paper from '@mui/material/Paper';
import Skeleton from '@mui/material/Skeleton';
import Stack from '@mui/material/Stack';
import Tooltip from '@mui/material/Tooltip';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';
import { useTranslate } from 'react-admin';
import { Sparkline } from '../charts/Sparkline.js';
import { useFormat } from '../i18n/useFormat.js';
import type { Interval } from '../range/local-date.js';
import { ChangeLine } from './ChangeLine.js';
import type { Kpi } from './kpi.js';

interface Props {
  label: string;
  help: string;
  kpi: Kpi | null;
  interval: Interval;
  /** Ratios are shown in per cent and compared in percentage points. */
  isRatio?: boolean;
  isLoading: boolean;
  testId: string;
}

/** One number, the period that it belongs to, how it changed, and its course. */
export function KpiTile({ label, help, kpi, interval, isRatio, isLoading, testId }: Props) {
  const format = useFormat();
  const value = (number: number) => (isRatio ? format.percent(number) : format.number(number));
  return (
    <Paper
      data-testid={testId}
      data-value={kpi?.value}
      data-period={kpi?.first}
      sx={{ border: 1, borderColor: 'divider', p: { xs: 1.5, sm: 2 }, pt: { xs: 1, sm: 1.5 }, minWidth: 0 }}
    >
      <TileLabel label={label} help={help} />
      <Stack
        direction="row"
        alignItems="flex-end"
        justifyContent="space-between"
        gap={1}
        sx={{ minHeight: 36 }}
      >
        <Typography
          component="p"
          sx={{ fontSize: { xs: 24, sm: 28 }, lineHeight: '36px', fontWeight: 650, letterSpacing: '-0.01em' }}
        >
          {isLoading ? <Skeleton width={96} /> : kpi ? value(kpi.value) : '–'}
        </Typography>
        <Box sx={{ display: { xs: 'none', sm: 'block' } }}>{kpi && <Sparkline values={kpi.course} />}</Box>
      </Stack>
      <Box sx={{ mt: 0.5, minHeight: 40 }}>
        {isLoading ? (
          <Skeleton width="70%" />
        ) : (
          kpi && <TileNotes kpi={kpi} interval={interval} isRatio={isRatio} value={value} />
        )}
      </Box>
    </Paper>
  );
}

function TileLabel({ label, help }: { label: string; help: string }) {
  return (
    <Stack direction="row" alignItems="center" gap={0.25} sx={{ height: 24 }}>
      <Typography variant="body2" component="h2" color="text.secondary" noWrap sx={{ fontWeight: 500 }}>
        {label}
      </Typography>
      <Tooltip title={help} describeChild>
        <IconButton
          aria-label={label}
          sx={{ p: '3px', minWidth: '0 !important', minHeight: '0 !important', color: 'text.secondary' }}
        >
          <InfoIcon sx={{ fontSize: 14 }} />
        </IconButton>
      </Tooltip>
    </Stack>
  );
}

interface NotesProps {
  kpi: Kpi;
  interval: Interval;
  isRatio?: boolean;
  value(number: number): string;
}

function TileNotes({ kpi, interval, isRatio, value }: NotesProps): ReactNode {
  const translate = useTranslate();
  const format = useFormat();
  const period = format.shortBucket(kpi.first, interval);
  const state = { whole: null, running: 'gs.overview.incomplete', cut: 'gs.overview.partial' }[kpi.state];
  return (
    <Typography
      variant="caption"
      component="div"
      color="text.secondary"
      sx={{ '& > span': { display: 'block' } }}
    >
      <span>{state ? `${period} · ${translate(state)}` : period}</span>
      {kpi.comparisons.length === 0 && <span>{translate('gs.overview.noComparison')}</span>}
      {kpi.comparisons.map((comparison) => (
        <ChangeLine
          key={comparison.first}
          comparison={comparison}
          isPoints={isRatio ?? false}
          period={format.shortBucket(comparison.first, interval)}
          value={value(comparison.value)}
        />
      ))}
      {kpi.running && (
        <span>
          {translate('gs.overview.soFar', {
            period: format.shortBucket(kpi.running.first, interval),
            value: value(kpi.running.value),
          })}
        </span>
      )}
    </Typography>
  );
}
