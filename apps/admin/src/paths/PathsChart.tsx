import type { PathsAnswer } from '@groundswell/contracts';
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useMemo } from 'react';
import { useTranslate } from 'react-admin';
import { EChart } from '../charts/EChart.js';
import { useFormat } from '../i18n/useFormat.js';
import { useScheme } from '../theme/useTokens.js';
import { MOST_NAMES, sankeyOf } from './sankey.js';
import { sankeyOption } from './sankey-option.js';

const COLUMN_WIDTH = 150;

/** A link as it is keyed. */
export interface PathCell {
  step: number;
  source: string;
  target: string;
}

interface Props {
  answer: PathsAnswer;
  label: string;
  height: number;
  /** Names of a column that are drawn on their own. */
  most?: number;
  testId?: string;
  onOpen?(cell: PathCell): void;
}

/** The Sankey of all links; it scrolls sideways where columns would get too narrow. */
export function PathsChart({ answer, label, height, most = MOST_NAMES, testId, onOpen }: Props) {
  const translate = useTranslate();
  const format = useFormat();
  const scheme = useScheme();
  const { links, users } = answer;
  const sankey = useMemo(() => sankeyOf(links, most), [links, most]);
  const columns = 1 + Math.max(0, ...sankey.nodes.map(({ column }) => column));
  const text = { others: translate('gs.paths.others'), people: translate('gs.paths.people') };
  const pick = (data: unknown) => {
    // Several links that are drawn as one have no cell of their own.
    const { step, from, to } = data as { step?: number; from?: string | null; to?: string | null };
    if (step !== undefined && from != null && to != null) onOpen?.({ step, source: from, target: to });
  };
  return (
    <>
      <Box sx={{ overflowX: 'auto' }} tabIndex={0} role="region" aria-label={translate('gs.paths.chart')}>
        <Box sx={{ minWidth: columns * COLUMN_WIDTH }}>
          <EChart
            option={sankeyOption({ sankey, scheme, format, text })}
            height={height}
            label={label}
            testId={testId}
            onPickItem={onOpen && pick}
          />
        </Box>
      </Box>
      <Typography variant="caption" component="p" color="text.secondary" sx={{ mt: 1, maxWidth: 880 }}>
        {translate('gs.paths.help', { users: format.number(users), most })}
      </Typography>
    </>
  );
}
