import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import type { CampaignPerformanceRow } from '@groundswell/contracts';
import { useMemo } from 'react';
import { useTranslate } from 'react-admin';
import { TimeChart } from '../charts/annotations/TimeChart.js';
import { useFormat } from '../i18n/useFormat.js';
import { addDays } from '../range/local-date.js';
import { useScheme } from '../theme/useTokens.js';
import { trendOption } from './trend-option.js';

interface Props {
  row: CampaignPerformanceRow;
  from: string;
  currency: string;
}

/** What a creative cost and how often it was clicked, by day. */
export function CreativeTrends({ row: { trend, rates = [] }, from, currency }: Props) {
  const format = useFormat();
  if (trend.length < 2) return null;
  return (
    <>
      <Trend
        name="spend"
        values={trend}
        from={from}
        currency={currency}
        text={(value) => format.decimal(value)}
      />
      <Trend
        name="rate"
        values={rates}
        from={from}
        currency={currency}
        text={(value) => format.percent(value, 2)}
      />
    </>
  );
}

interface TrendProps {
  name: 'spend' | 'rate';
  values: readonly (number | null)[];
  from: string;
  currency: string;
  text(value: number | null | undefined): string;
}

function Trend({ name, values, from, currency, text }: TrendProps) {
  const translate = useTranslate();
  const format = useFormat();
  const scheme = useScheme();
  const title = translate(`gs.creatives.figures.${name}`, { currency });
  const drawn = JSON.stringify(values);
  const days = values.map((_, at) => addDays(from, at));
  const option = useMemo(
    () => {
      return trendOption({ days, values, name: title, text }, { scheme, format });
    },
    // eslint-disable-next-line react-hooks/exhaustive-deps -- what is drawn is in its text
    [drawn, from, title, scheme, format],
  );
  return (
    <Box>
      <Typography variant="h3">{title}</Typography>
      <TimeChart
        option={option}
        buckets={days}
        interval="day"
        hasBar={name === 'rate'}
        height={132}
        label={translate('gs.creatives.trendLabel', { name: title })}
        testId={`trend-${name}`}
      />
    </Box>
  );
}
