import type { Traffic } from '@groundswell/contracts';
import FormControlLabel from '@mui/material/FormControlLabel';
import Stack from '@mui/material/Stack';
import Switch from '@mui/material/Switch';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import { useTranslate } from 'react-admin';
import { request } from '../api/http.js';
import { useFormat } from '../i18n/useFormat.js';
import { useProject } from '../projects/ProjectContext.js';
import type { Days } from '../range/range.js';
import { useTraffic } from './useTraffic.js';

const FRESH_MS = 60_000;

/** Counts bots and internal traffic in, or says how much of the events of these days is left out. */
export function TrafficSwitch({ days }: { days: Days }) {
  const translate = useTranslate();
  const { traffic, setAll } = useTraffic();
  const { data } = useShares(days);
  const share = data?.otherShare ?? null;
  return (
    <Stack direction="row" alignItems="center" columnGap={1.5} flexWrap="wrap">
      <FormControlLabel
        control={
          <Switch
            size="small"
            checked={traffic === 'all'}
            onChange={(_, checked) => setAll(checked)}
            slotProps={{ input: { 'aria-describedby': share === null ? undefined : NOTE_ID } }}
            data-testid="traffic-switch"
          />
        }
        label={translate('gs.traffic.include')}
        slotProps={{ typography: { variant: 'body2' } }}
        sx={{ mx: 0, gap: 0.5 }}
      />
      {data && share !== null && <LeftOut counts={data} share={share} isIncluded={traffic === 'all'} />}
    </Stack>
  );
}

const NOTE_ID = 'traffic-left-out';

function useShares(days: Days) {
  const { project } = useProject();
  return useQuery({
    queryKey: ['traffic', project.id, days],
    queryFn: ({ signal }) =>
      request<Record<Traffic, number> & { otherShare: number | null }>(
        `projects/${project.id}/traffic?from=${days.from}&to=${days.to}`,
        { signal },
      ),
    staleTime: FRESH_MS,
  });
}

interface LeftOutProps {
  counts: Record<Traffic, number>;
  share: number;
  isIncluded: boolean;
}

function LeftOut({ counts, share, isIncluded }: LeftOutProps) {
  const translate = useTranslate();
  const format = useFormat();
  const key = isIncluded ? 'gs.traffic.included' : 'gs.traffic.leftOut';
  const percent = share < 0.001 ? `< ${format.percent(0.001)}` : format.percent(share);
  const parts = { bots: format.number(counts.bot), internal: format.number(counts.internal) };
  return (
    <Typography
      id={NOTE_ID}
      variant="body2"
      color="text.secondary"
      title={translate('gs.traffic.parts', parts)}
      data-testid="traffic-note"
    >
      {translate(key, { percent })}
    </Typography>
  );
}
