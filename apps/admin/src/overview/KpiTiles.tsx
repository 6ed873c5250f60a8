import Box from '@mui/material/Box';
import { useTranslate } from 'react-admin';
import { ErrorState } from '../feedback/ErrorState.js';
import { Panel } from '../layout/Panel.js';
import type { Interval } from '../range/local-date.js';
import type { Kpi } from './kpi.js';
import { KpiTile } from './KpiTile.js';
import { type Window, useKpis } from './useKpis.js';

interface Shown {
  query: { isPending: boolean };
  kpi: Kpi | null;
}

interface Props {
  window: Window;
  anchor: string;
  refetchMs?: number;
}

export function KpiTiles({ window, anchor, refetchMs }: Props) {
  const translate = useTranslate();
  const { dau, wau, mau, stickiness } = useKpis({ window, anchor, refetchMs });
  const failed = [dau, wau, mau, stickiness].find(({ query }) => query.isError && !query.data);
  if (failed) {
    const retry = () => [dau, wau, mau, stickiness].forEach(({ query }) => void query.refetch());
    return (
      <Panel>
        <ErrorState error={failed.query.error} onRetry={retry} />
      </Panel>
    );
  }
  const isTrailing = window === 'trailing';
  const tiles: { id: string; name: string; figure: Shown; interval: Interval }[] = [
    { id: 'dau', name: 'dau', figure: dau, interval: 'day' },
    { id: 'wau', name: isTrailing ? 'trailing7' : 'wau', figure: wau, interval: isTrailing ? 'day' : 'week' },
    {
      id: 'mau',
      name: isTrailing ? 'trailing28' : 'mau',
      figure: mau,
      interval: isTrailing ? 'day' : 'month',
    },
    { id: 'stickiness', name: 'stickiness', figure: stickiness, interval: 'day' },
  ];
  return (
    <Box
      sx={{
        display: 'grid',
        gap: { xs: 1, sm: 2 },
        gridTemplateColumns: { xs: 'repeat(2, minmax(0, 1fr))', lg: 'repeat(4, minmax(0, 1fr))' },
      }}
    >
      {tiles.map(({ id, name, figure, interval }) => (
        <KpiTile
          key={id}
          testId={`kpi-${id}`}
          label={translate(`gs.overview.${name}`)}
          help={translate(`gs.overview.${name}Help`)}
          kpi={figure.kpi}
          interval={interval}
          isRatio={id === 'stickiness'}
          isLoading={figure.kpi === null && figure.query.isPending}
        />
      ))}
    </Box>
  );
}
