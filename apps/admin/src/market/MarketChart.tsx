import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import { SeriesLegend, toggled } from '../charts/SeriesLegend.js';
import { TimeChart } from '../charts/annotations/TimeChart.js';
import { EmptyState } from '../feedback/EmptyState.js';
import { useFormat } from '../i18n/useFormat.js';
import type { Interval } from '../range/local-date.js';
import { useScheme } from '../theme/useTokens.js';
import { marketOption } from './market-option.js';
import { type Subject, type View, periodsOf } from './subjects.js';

interface Props {
  subjects: Subject[];
  hasOwn: boolean;
  view: View;
  interval: Interval;
  metric: string;
}

export function MarketChart({ subjects, hasOwn, view, interval, metric }: Props) {
  const translate = useTranslate();
  const format = useFormat();
  const scheme = useScheme();
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set());
  const shown = subjects.filter(({ key }) => !hidden.has(key));
  const periods = periodsOf(subjects, view, interval);
  if (periods.length === 0) return <EmptyState title={translate('gs.market.emptyRange')} />;
  const option = marketOption({ subjects: shown, periods, interval, view, scheme, format });
  const label = translate('gs.market.chartLabel', {
    metric,
    subjects: shown.map(({ name }) => name).join(', '),
    from: format.day(periods[0] ?? ''),
    to: format.day(periods.at(-1) ?? ''),
  });
  return (
    <>
      <Box sx={{ mx: -0.75, mb: 1 }}>
        <SeriesLegend
          label={translate('gs.market.legend')}
          items={subjects}
          hidden={hidden}
          onToggle={(key) => setHidden((before) => toggled(before, key))}
        />
      </Box>
      <TimeChart option={option} buckets={periods} interval={interval} height={304} label={label} />
      <Typography variant="caption" component="p" color="text.secondary" sx={{ mt: 1, maxWidth: 880 }}>
        {translate('gs.market.note')} {!hasOwn && translate('gs.market.noOwn')}
      </Typography>
    </>
  );
}
