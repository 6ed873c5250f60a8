import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { type ReactNode, useState } from 'react';
import { useTranslate } from 'react-admin';
import { SeriesLegend, toggled } from '../charts/SeriesLegend.js';
import { TimeChart } from '../charts/annotations/TimeChart.js';
import { useFormat } from '../i18n/useFormat.js';
import { useStateText } from '../overview/useStateText.js';
import { useScheme } from '../theme/useTokens.js';
import { nearestLine } from './nearest-line.js';
import { type DrawnLine, trendsOption } from './trends-option.js';
import type { Periods } from './trends-series.js';

interface Props {
  periods: Periods;
  lines: DrawnLine[];
  /** Of a value, in words. */
  number(value: number | null | undefined): string;
  label: string;
  note: ReactNode;
  /** Opens a number by its line and the place of its period. */
  onOpen(line: DrawnLine, index: number): void;
}

/** Lines over time, each of which can be hidden. */
export function LinesChart({ periods, lines, number, label, note, onOpen }: Props) {
  const translate = useTranslate();
  const format = useFormat();
  const scheme = useScheme();
  const stateText = useStateText();
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set());
  const shown = lines.filter(({ key }) => !hidden.has(key));
  const option = trendsOption({ periods, lines: shown, scheme, format, number, stateText });
  return (
    <>
      {lines.length > 1 && (
        <Box sx={{ mx: -0.75, mb: 1 }}>
          <SeriesLegend
            label={translate('gs.overview.legend')}
            items={lines}
            hidden={hidden}
            onToggle={(key) => setHidden((before) => toggled(before, key))}
          />
        </Box>
      )}
      <TimeChart
        option={option}
        buckets={periods.buckets.map(({ first }) => first)}
        interval={periods.interval}
        height={304}
        label={label}
        onPick={({ index, value }) => {
          const line = nearestLine(shown, index, value);
          if (line) onOpen(line, index);
        }}
      />
      <Typography variant="caption" component="p" color="text.secondary" sx={{ mt: 1, maxWidth: 880 }}>
        {note} {translate('gs.behind.hint')}
      </Typography>
    </>
  );
}
