import type { PathsAnswer } from '@groundswell/contracts';
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useMemo } from 'react';
import { useTranslate } from 'react-admin';
import { EChart } from '../charts/EChart.js';
import { useFormat } from '../i18n/useFormat.js';
import { useOpenPeople } from '../people-behind/useBehind.js';
import { useScheme } from '../theme/useTokens.js';
import { MOST_NAMES, sankeyOf } from './sankey.js';
import { sankeyOption } from './sankey-option.js';

const COLUMN_WIDTH = 150;

/** The Sankey of all links; it scrolls sideways where columns would get too narrow. */
export function PathsChart({ answer }: { answer: PathsAnswer }) {
  const translate = useTranslate();
  const format = useFormat();
  const scheme = useScheme();
  const { links, users } = answer;
  const sankey = useMemo(() => sankeyOf(links), [links]);
  const open = useOpenPeople('paths');
  const columns = 1 + Math.max(...sankey.nodes.map(({ column }) => column));
  const text = { others: translate('gs.paths.others'), people: translate('gs.paths.people') };
  return (
    <>
      <Box sx={{ overflowX: 'auto' }} tabIndex={0} role="region" aria-label={translate('gs.paths.chart')}>
        <Box sx={{ minWidth: columns * COLUMN_WIDTH }}>
          <EChart
            option={sankeyOption({ sankey, scheme, format, text })}
            height={420}
            label={translate('gs.paths.chartLabel')}
            onPickItem={(data) => {
              // Several links that are drawn as one have no cell of their own.
              const { step, from, to } = data as { step?: number; from?: string | null; to?: string | null };
              if (step !== undefined && from != null && to != null) open({ step, source: from, target: to });
            }}
          />
        </Box>
      </Box>
      <Typography variant="caption" component="p" color="text.secondary" sx={{ mt: 1, maxWidth: 880 }}>
        {translate('gs.paths.help', { users: format.number(users), most: MOST_NAMES })}
      </Typography>
    </>
  );
}
