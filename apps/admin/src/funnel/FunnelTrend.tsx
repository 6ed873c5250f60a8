import type { FunnelAnswer } from '@groundswell/contracts';
import Typography from '@mui/material/Typography';
import { useTranslate } from 'react-admin';
import { TimeChart } from '../charts/annotations/TimeChart.js';
import { useFormat } from '../i18n/useFormat.js';
import { useOpenPeople } from '../people-behind/useBehind.js';
import { type Interval, addDays, lastDayOf } from '../range/local-date.js';
import { useScheme } from '../theme/useTokens.js';
import { trendOption } from './trend-option.js';

const DAY = 86_400;

type Trend = NonNullable<FunnelAnswer['trend']>;

/** The share of those who began in a period that finished. */
export function FunnelTrend({
  trend,
  interval,
  windowSeconds,
  lastStep,
  anchor,
}: {
  trend: Trend;
  interval: Interval;
  windowSeconds: number;
  /** Index of the step that finishes. */
  lastStep: number;
  /** Where the project's data ends. */
  anchor: string;
}) {
  const translate = useTranslate();
  const format = useFormat();
  const scheme = useScheme();
  const open = useOpenPeople('funnel');
  // Whose time goes on beyond the end of the data could not be seen to finish.
  const lastSeen = (bucket: string) => addDays(lastDayOf(interval, bucket), Math.ceil(windowSeconds / DAY));
  const rows = trend.map((row) => ({ ...row, isWhole: row.complete && lastSeen(row.bucket) <= anchor }));
  const option = trendOption({
    rows,
    interval,
    scheme,
    format,
    text: {
      rate: translate('gs.funnel.rate'),
      entered: translate('gs.funnel.entered'),
      converted: translate('gs.funnel.converted'),
      incomplete: translate('gs.funnel.stillOpen'),
    },
  });
  const span = { from: format.day(rows[0]?.bucket ?? ''), to: format.day(rows.at(-1)?.bucket ?? '') };
  return (
    <>
      <TimeChart
        option={option}
        buckets={rows.map(({ bucket }) => bucket)}
        interval={interval}
        height={224}
        label={translate('gs.funnel.trendLabel', span)}
        onPick={({ index }) => {
          const bucket = rows[index]?.bucket;
          if (bucket) open({ step: lastStep, outcome: 'converted', breakdown: null, bucket });
        }}
      />
      {rows.some(({ isWhole }) => !isWhole) && (
        <Typography variant="caption" component="p" color="text.secondary" sx={{ mt: 1 }}>
          {translate('gs.funnel.dashed')}
        </Typography>
      )}
    </>
  );
}
