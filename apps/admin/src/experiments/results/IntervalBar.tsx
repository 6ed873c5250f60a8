import Box from '@mui/material/Box';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { useTokens } from '../../theme/useTokens.js';

/** Lifts from −scale to +scale fit a bar: the widest interval, or all together would be drawn by the one without data. */
export function scaleOf(intervals: readonly (readonly [number, number])[]): number {
  const ends = intervals.map(([low, high]) => Math.max(Math.abs(low), Math.abs(high))).sort((a, b) => a - b);
  const middle = ends[Math.floor(ends.length / 2)] ?? 0;
  return Math.max(0.01, Math.min(ends.at(-1) ?? 0, middle * 4));
}

interface Props {
  lift: number;
  interval: readonly [number, number];
  scale: number;
  color: string;
  label: string;
  low: string;
  high: string;
}

/** An interval around its lift, against no difference in the middle. */
export function IntervalBar({ lift, interval: [from, to], scale, color, label, low, high }: Props) {
  const t = useTokens();
  const place = (value: number) => 50 + 50 * Math.max(-1, Math.min(1, value / scale));
  const [left, right] = [place(from), place(to)];
  return (
    <Box role="img" aria-label={label}>
      <Box sx={{ position: 'relative', height: 14, bgcolor: t.sunken, borderRadius: 0.5 }}>
        <Box
          sx={{ position: 'absolute', left: '50%', top: -2, bottom: -2, width: '1px', bgcolor: t.muted }}
        />
        <Box
          sx={{
            position: 'absolute',
            left: `${left}%`,
            width: `${Math.max(right - left, 0.5)}%`,
            top: 4,
            height: 6,
            bgcolor: color,
            opacity: 0.45,
            borderRadius: 3,
          }}
        />
        <Box
          sx={{
            position: 'absolute',
            left: `calc(${place(lift)}% - 1.5px)`,
            top: 2,
            width: 3,
            height: 10,
            bgcolor: color,
          }}
        />
      </Box>
      <Stack direction="row" justifyContent="space-between" aria-hidden>
        <Typography variant="caption" color="text.secondary">
          {low}
        </Typography>
        <Typography variant="caption" color="text.secondary">
          {high}
        </Typography>
      </Stack>
    </Box>
  );
}
