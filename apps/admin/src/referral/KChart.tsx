import type { ReferralAnswer, ReferralDefinition } from '@groundswell/contracts';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import { SeriesLegend, toggled } from '../charts/SeriesLegend.js';
import { TimeChart } from '../charts/annotations/TimeChart.js';
import { useFormat } from '../i18n/useFormat.js';
import type { Interval } from '../range/local-date.js';
import { useScheme } from '../theme/useTokens.js';
import { K_LINES, type KLine, kColor, kOption, withWhole } from './k-option.js';

interface Props {
  answer: ReferralAnswer;
  interval: Interval;
  definition: ReferralDefinition;
  /** Where the project's data ends. */
  anchor: string;
}

/** K of sign-ups and of activated, by when the inviters joined. */
export function KChart({ answer, interval, definition, anchor }: Props) {
  const translate = useTranslate();
  const format = useFormat();
  const scheme = useScheme();
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set());
  const known: readonly KLine[] = definition.activationEvent === null ? ['kSignup'] : K_LINES;
  const lines = known.filter((line) => !hidden.has(line));
  const rows = withWhole(answer, interval, anchor);
  const text = {
    kSignup: translate('gs.referral.kSignup'),
    kActivated: translate('gs.referral.kActivated'),
    users: translate('gs.referral.users'),
    incomplete: translate('gs.referral.incomplete'),
  };
  const span = { from: format.day(rows[0]?.bucket ?? ''), to: format.day(rows.at(-1)?.bucket ?? '') };
  return (
    <Stack spacing={1}>
      {known.length > 1 && (
        <SeriesLegend
          label={translate('gs.referral.chartTitle')}
          items={known.map((key) => ({ key, name: text[key], color: kColor(key, scheme) }))}
          hidden={hidden}
          onToggle={(key) => setHidden(toggled(hidden, key))}
        />
      )}
      <TimeChart
        option={kOption({ rows, lines, interval, scheme, format, text })}
        buckets={rows.map(({ bucket }) => bucket)}
        interval={interval}
        height={224}
        label={translate('gs.referral.chartLabel', span)}
      />
      {rows.some(({ isWhole }) => !isWhole) && (
        <Typography variant="caption" component="p" color="text.secondary">
          {translate('gs.referral.dashed', { days: answer.ripeDays })}
        </Typography>
      )}
    </Stack>
  );
}
